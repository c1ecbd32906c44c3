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
  private static final int MAX_CHANNEL = 64;
  private static final int MAX_TITLE = 128;
  private static final int MAX_EXT = 1024;
  private static final long MAX_FEE = 1_000_000_000;
  private static final Pattern BILL_NO = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private static final String SIGN = "sign";
  private static final SortedParameters DOCTOR =
      new SortedParameters(SortedMd5.KEY_SORTED_IN, WancmsDialect.PAY_KEY, SIGN, "");

  /** 10 元宝 are 1 yuan. */
  private static final int FEE_DIGITS = 1;

  @Override
  public @Nullable Entrance entrance(String path, @Nullable String rawQuery) {
    Map<String, String> values = PATTERN.values(path);
    if (values == null) {
      return null;
    }
    Params params = Params.ofQuery(rawQuery);
    String channel = params.optional("channel", MAX_CHANNEL);
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
    String billNo = params.required("bill_no", BILL_NO);
    String title = params.required("goods_name", 1, MAX_TITLE);
    String ext = params.optional("ext", MAX_EXT);
    long fee = params.number("total_fee", 1, MAX_FEE, 0);
    params.required("total_fee");
    String sign = params.required("sign");
    String appId = params.optional("app_id", MAX_CHANNEL);
    if (!appId.isEmpty() && !appId.equals(app.appId())) {
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
    signed.put(SIGN, fields.getOrDefault(SIGN, ""));
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
