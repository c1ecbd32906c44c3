package io.berth.dialect.wancms;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.doctor.SortedParameters;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.PathPattern;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.setting.GameSettings;
import io.berth.signing.SortedMd5;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code protocols/wancms.md}: entering the game, and its pay call. */
final class WancmsGame implements GameFlow {
  static final String PATH = "/h5/play/{app_id}";

  private static final PathPattern PATTERN = new PathPattern(PATH);
  private static final String COIN = "cny";
  private static final Text CHANNEL = Text.optional("channel", 64, "Where the player comes from");
  private static final Text BILL_NO =
      Text.required("bill_no", Pattern.compile("[\\x21-\\x7e]{1,64}"), "The game's own number");
  private static final Text GOODS_NAME =
      Text.required("goods_name", 1, 128, "What the player buys");
  private static final Text EXT = Text.optional("ext", 1024, "The callback repeats it");
  private static final Whole TOTAL_FEE =
      Whole.required("total_fee", 1, 1_000_000_000, "Price in 元宝: 10 are 1 yuan");
  private static final Text SIGN = Text.required("sign", "MD5 signature of the game's server");
  private static final Text APP_ID = Text.optional("app_id", 64, "The game's own id");

  private static final SortedParameters DOCTOR =
      new SortedParameters(SortedMd5.KEY_SORTED_IN, WancmsDialect.PAY_KEY, SIGN.name(), "");

  /** 10 元宝 are 1 yuan. */
  private static final int FEE_DIGITS = 1;

  @Override
  public @Nullable Entrance entrance(String path, @Nullable String rawQuery) {
    Map<String, String> values = PATTERN.values(path);
    if (values == null) {
      return null;
    }
    Params params = Params.ofQuery(rawQuery);
    String channel = CHANNEL.read(params);
    return params.problem() == null
        ? new Entrance(values.getOrDefault("app_id", ""), channel, false)
        : null;
  }

  @Override
  public boolean anonymousMayLook() {
    return false;
  }

  @Override
  public @Nullable String frame(
      App app, Entrance entrance, @Nullable Player player, PlatformUrls platformUrls) {
    HttpUrl url = GameSettings.url(app);
    App.RotatingSecret key = app.credentials().secrets().get(WancmsDialect.LOGIN_KEY);
    if (url == null || key == null || player == null) {
      return null;
    }
    String sign =
        SortedMd5.KEY_LAST.sign(Map.of("open_id", player.openId()), key.current().reveal());
    return RedirectUrl.of(url)
        .with("open_id", player.openId())
        .with("sign", sign)
        .with("channel", entrance.channel())
        .with("is_favorite", player.favorite() ? 1 : 0)
        .toString();
  }

  @Override
  public Parsed<Purchase> purchase(
      App app, String openId, Map<String, String> fields, String number, Instant now) {
    Params params = Params.of(fields);
    String billNo = BILL_NO.read(params);
    String title = GOODS_NAME.read(params);
    String ext = EXT.read(params);
    long fee = TOTAL_FEE.read(params);
    String sign = SIGN.read(params);
    String appId = APP_ID.read(params);
    if (!appId.isEmpty() && !appId.equals(app.publicId())) {
      params.refuse("app_id: another game's");
    }
    if (params.problem() == null && !isSigned(app, openId, fields, sign, now)) {
      params.refuse(ErrorCode.SIGNATURE_WRONG, "sign");
    }
    BigDecimal amount = BigDecimal.valueOf(fee, FEE_DIGITS);
    if (WancmsCallbacks.isTooLong(app, openId, billNo, ext, amount)) {
      params.refuse("ext: makes the callback's URL longer than 8,000 bytes");
    }
    return params.read(
        () -> new Purchase(billNo, COIN, amount, title, Map.of("ext", ext, "goods_name", title)));
  }

  @Override
  public Diagnosis diagnose(
      App app, String openId, Map<String, String> fields, Refusal refused, Instant now) {
    if (refused.code() != ErrorCode.SIGNATURE_WRONG) {
      String detail = refused.detail();
      return detail != null && detail.endsWith(": missing")
          ? Diagnosis.of(Mistake.MISSING, detail.substring(0, detail.indexOf(':')))
          : Diagnosis.of(Mistake.PLAIN, "");
    }
    Map<String, String> signed = covered(openId, fields);
    signed.put(SIGN.name(), fields.getOrDefault(SIGN.name(), ""));
    return DOCTOR.diagnose(app, signed, now);
  }

  /**
   * The signature covers the player's own OpenId, so that it cannot be replayed for another player.
   */
  private static boolean isSigned(
      App app, String openId, Map<String, String> fields, String sign, Instant now) {
    return WancmsKeys.matches(app, WancmsDialect.PAY_KEY, covered(openId, fields), sign, now);
  }

  private static Map<String, String> covered(String openId, Map<String, String> fields) {
    Map<String, String> covered = new TreeMap<>();
    covered.put("bill_no", fields.getOrDefault("bill_no", ""));
    covered.put("ext", fields.getOrDefault("ext", ""));
    covered.put("goods_name", fields.getOrDefault("goods_name", ""));
    covered.put("open_id", openId);
    covered.put("total_fee", fields.getOrDefault("total_fee", ""));
    return covered;
  }
}
