package io.berth.dialect.egret;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.page.StaticResource;
import io.berth.dialect.setting.GameSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class EgretPages implements Pages {
  private static final List<Page> ALL = List.of(new Page(EgretGame.PATH, Kind.GAME));

  private final GameFlow game = new EgretGame();
  private final List<StaticResource> resources =
      List.of(
          StaticResource.script(
              "/v2/misc/scripts/egreth5sdk.js", EgretPages.class, "egreth5sdk.js"));

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable LoginFlow login() {
    return null;
  }

  @Override
  public @Nullable PaymentFlow payment() {
    return null;
  }

  @Override
  public GameFlow game() {
    return game;
  }

  @Override
  public List<StaticResource> resources() {
    return resources;
  }

  /** A game is entered through a channel. */
  @Override
  public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
    return GameSettings.url(app) == null || request.channel() == null
        ? null
        : platformUrls.publicOrigin() + "/v2/game/" + request.channel() + "/" + app.publicId();
  }
}
