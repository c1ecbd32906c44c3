package io.berth.dialect.wancms;

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

final class WancmsPages implements Pages {
  private static final List<Page> ALL = List.of(new Page(WancmsGame.PATH, Kind.GAME));

  private final GameFlow game = new WancmsGame();
  private final List<StaticResource> resources =
      List.of(
          StaticResource.script(
              "/themes/main_template/Public/h5style/js/h5sdk.js", WancmsPages.class, "h5sdk.js"));

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

  @Override
  public List<String> sampleLinks(
      String publicId, @Nullable String redirectUrl, PlatformUrls platformUrls) {
    return List.of(platformUrls.publicOrigin() + "/h5/play/" + publicId);
  }

  @Override
  public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
    return GameSettings.url(app) == null
        ? null
        : platformUrls.publicOrigin() + "/h5/play/" + app.publicId();
  }
}
