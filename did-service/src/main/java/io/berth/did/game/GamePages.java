package io.berth.did.game;

import io.berth.api.Realm;
import io.berth.api.launch.LaunchState.Entrance;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.GameFlow.Player;
import io.berth.did.account.Account;
import io.berth.did.consent.Grants;
import io.berth.did.game.Games.Game;
import io.berth.did.session.CurrentUser;
import io.berth.did.session.SignInForm;
import io.berth.did.social.Players;
import io.berth.did.web.LocalRedirects;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages around framed games. */
@Configuration(proxyBeanMethods = false)
class GamePages {
  private final Games games;
  private final Grants grants;
  private final Players players;
  private final CurrentUser currentUser;
  private final SignInForm signInForm;
  private final Pages pages;
  private final PlatformProperties platform;

  GamePages(
      Games games,
      Grants grants,
      Players players,
      CurrentUser currentUser,
      SignInForm signInForm,
      Pages pages,
      PlatformProperties platform) {
    this.games = games;
    this.grants = grants;
    this.players = players;
    this.currentUser = currentUser;
    this.signInForm = signInForm;
    this.pages = pages;
    this.platform = platform;
  }

  @Bean
  RouterFunction<ServerResponse> gameRoute() {
    return RouterFunctions.route(
        request ->
            request.method() == HttpMethod.GET && games.isGamePage(request.uri().getRawPath()),
        this::show);
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return games
        .find(request)
        .flatMap(
            game -> currentUser.of(request).flatMap(user -> show(request, game, user.orElse(null))))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  private Mono<ServerResponse> show(ServerRequest request, Game game, @Nullable Account account) {
    if (account == null) {
      return game.flow().anonymousMayLook() && isOpenToEverybody(game)
          ? render(request, game, null, null)
          : signInForm.inPlace(request, name(request, game.app()), PageSecurity.PLAIN);
    }
    return games
        .admits(game, account)
        .flatMap(admitted -> admitted ? enter(request, game, account) : Mono.empty());
  }

  private static boolean isOpenToEverybody(Game game) {
    return game.app().profile().launch().state().entrance() == Entrance.EVERYBODY;
  }

  private Mono<ServerResponse> enter(ServerRequest request, Game game, Account account) {
    App app = game.app();
    String channel = game.entrance().channelRequired() ? game.entrance().channel() : null;
    return grants
        .enter(app.appId(), account.uid())
        .flatMap(
            identity ->
                players
                    .enter(app.appId(), account.uid(), channel)
                    .map(favorite -> new Player(identity.record().openId(), favorite)))
        .flatMap(player -> render(request, game, account, player));
  }

  private Mono<ServerResponse> render(
      ServerRequest request, Game game, @Nullable Account account, @Nullable Player player) {
    App app = game.app();
    String frame =
        game.flow()
            .frame(app, game.entrance(), player, new PlatformUrls(platform.origin(realm(app))));
    if (frame == null) {
      return Mono.empty();
    }
    Map<String, Object> model = new HashMap<>();
    model.put("appId", app.publicId());
    model.put("appName", name(request, app));
    model.put("frame", frame);
    model.put("origins", String.join(" ", game.origins()));
    model.put("signedIn", account != null);
    model.put("here", LocalRedirects.address(request));
    model.put("link", platform.origin(realm(app)) + request.uri().getRawPath());
    model.put("contact", BerthJson.mapper().writeValueAsString(game.flow().contact(app)));
    model.put("alone", game.flow().maySendPlayers());
    if (account != null) {
      model.put("userName", account.name());
    }
    return pages.render(request, "game", model, PageSecurity.framing(game.origins()));
  }

  private static Realm realm(App app) {
    return Realm.of(app.appId());
  }

  private static String name(ServerRequest request, App app) {
    return Names.in(tag(request), app.profile().name(), app.publicId());
  }

  private static String tag(ServerRequest request) {
    return Languages.of(request.exchange()).tag();
  }
}
