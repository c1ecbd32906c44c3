package io.berth.dialect.wancms;

import io.berth.dialect.App;
import io.berth.dialect.Endpoint.Surroundings;
import io.berth.dialect.GameConversation;
import io.berth.dialect.GameSettings;
import io.berth.dialect.LoginConversation;
import io.berth.dialect.Pages;
import io.berth.dialect.PaymentConversation;
import io.berth.dialect.StaticResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class WancmsPages implements Pages {
  private static final List<Page> ALL = List.of(new Page(WancmsGame.PATH, Kind.GAME));

  private final GameConversation game = new WancmsGame();
  private final List<StaticResource> resources =
      List.of(
          StaticResource.script(
              "/themes/main_template/Public/h5style/js/h5sdk.js", WancmsPages.class, "h5sdk.js"));

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable LoginConversation login() {
    return null;
  }

  @Override
  public @Nullable PaymentConversation payment() {
    return null;
  }

  @Override
  public GameConversation game() {
    return game;
  }

  @Override
  public List<StaticResource> resources() {
    return resources;
  }

  @Override
  public @Nullable String entry(App app, Visit visit, Surroundings surroundings) {
    return GameSettings.url(app) == null
        ? null
        : surroundings.publicOrigin() + "/h5/play/" + app.appId();
  }
}
