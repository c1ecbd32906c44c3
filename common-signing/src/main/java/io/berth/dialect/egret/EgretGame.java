package io.berth.dialect.egret;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.PathPattern;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.setting.GameSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code protocols/egret.md}, Game page and JavaScript SDK. */
final class EgretGame implements GameFlow {
  static final String PATH = "/v2/game/{channelId}/{appId}";

  private static final PathPattern PATTERN = new PathPattern(PATH);
  private static final String COIN = "cny";
  private static final Text GOODS_ID = Text.required("goodsId", "Id in the app's price list");
  private static final Whole GOODS_NUMBER = Whole.required("goodsNumber", 1, 1, "Must be 1");
  private static final Text SERVER_ID = Text.optional("serverId", 64, "The player's server");
  private static final Text EXT = Text.optional("ext", 1024, "The callback repeats it");

  @Override
  public @Nullable Entrance entrance(String path, @Nullable String rawQuery) {
    Map<String, String> values = PATTERN.values(path);
    return values == null
        ? null
        : new Entrance(
            values.getOrDefault("appId", ""), values.getOrDefault("channelId", ""), true);
  }

  @Override
  public boolean anonymousMayLook() {
    return true;
  }

  /** Raw: the engine takes the query apart without percent-decoding it. */
  @Override
  public @Nullable String frame(
      App app, Entrance entrance, @Nullable Player player, PlatformUrls platformUrls) {
    HttpUrl url = GameSettings.url(app);
    if (url == null) {
      return null;
    }
    String domain = platformUrls.publicOrigin() + "/v2";
    return RedirectUrl.of(url)
        .withRaw("appId", app.publicId())
        .withRaw("channelId", entrance.channel())
        .withRaw("platInfo", "open_" + app.publicId() + "_" + entrance.channel())
        .withRaw("egret.runtime.spid", entrance.channel())
        .withRaw("isNewApi", "1")
        .withRaw("egretSdkDomain", domain)
        .withRaw("egretServerDomain", domain)
        .toString();
  }

  @Override
  public Map<String, List<String>> contact(App app) {
    return Contact.of(app);
  }

  @Override
  public boolean maySendPlayers() {
    return true;
  }

  /** The price is the list's; what the game says of it is not even read. */
  @Override
  public Parsed<Purchase> purchase(
      App app, String openId, Map<String, String> fields, String number, Instant now) {
    Params params = Params.of(fields);
    String goodsId = GOODS_ID.read(params);
    GOODS_NUMBER.read(params);
    String serverId = SERVER_ID.read(params);
    String ext = EXT.read(params);
    Goods goods = Goods.find(app, goodsId);
    if (goods == null) {
      return Parsed.badParameter("goodsId: not sold here");
    }
    return params.read(
        () ->
            new Purchase(
                number,
                COIN,
                goods.price(),
                goods.name(),
                Map.of("goodsId", goodsId, "goodsNumber", "1", "serverId", serverId, "ext", ext)));
  }
}
