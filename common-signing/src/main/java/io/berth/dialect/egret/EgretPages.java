package io.berth.dialect.egret;

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

final class EgretPages implements Pages {
  private static final List<Page> ALL = List.of(new Page(EgretGame.PATH, Kind.GAME));

  private final GameConversation game = new EgretGame();
  private final List<StaticResource> resources =
      List.of(
          StaticResource.script(
              "/v2/misc/scripts/egreth5sdk.js", EgretPages.class, "egreth5sdk.js"));

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

  /** A game is entered through a channel. */
  @Override
  public @Nullable String entry(App app, Visit visit, Surroundings surroundings) {
    return GameSettings.url(app) == null || visit.channel() == null
        ? null
        : surroundings.publicOrigin() + "/v2/game/" + visit.channel() + "/" + app.appId();
  }
}
