package io.berth.did.game;

import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.Surroundings;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.GameFlow.Entrance;
import io.berth.dialect.page.GameFlow.Player;
import io.berth.dialect.setting.GameSettings;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.consent.Grants;
import io.berth.did.session.CurrentUser;
import io.berth.did.session.SignInForm;
import io.berth.did.social.Channels;
import io.berth.did.social.Players;
import io.berth.did.web.LocalRedirects;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The pages around framed games, and what is shown beside them. */
@Configuration(proxyBeanMethods = false)
class GamePages {
  private static final Logger log = LoggerFactory.getLogger(GamePages.class);

  private final Dialects dialects;
  private final AppRecords apps;
  private final AppDecryptor opener;
  private final Grants grants;
  private final Channels channels;
  private final Players players;
  private final CurrentUser visitors;
  private final SignInForm signInForm;
  private final Pages pages;
  private final PlatformProperties platform;

  GamePages(
      Dialects dialects,
      AppRecords apps,
      AppDecryptor opener,
      Grants grants,
      Channels channels,
      Players players,
      CurrentUser visitors,
      SignInForm signInForm,
      Pages pages,
      PlatformProperties platform) {
    this.dialects = dialects;
    this.apps = apps;
    this.opener = opener;
    this.grants = grants;
    this.channels = channels;
    this.players = players;
    this.visitors = visitors;
    this.signInForm = signInForm;
    this.pages = pages;
    this.platform = platform;
  }

  /**
   * A game that may be shown.
   *
   * @param origins that its frame may show, none of which is the platform's own
   */
  private record Game(App app, GameFlow conversation, Entrance entrance, List<String> origins) {}

  @Bean
  RouterFunction<ServerResponse> gameRoute() {
    return RouterFunctions.route(
        request ->
            request.method() == HttpMethod.GET
                && dialects.withGamePage(request.uri().getRawPath()) != null,
        this::show);
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return game(request)
        .flatMap(
            game ->
                visitors.of(request).flatMap(visitor -> show(request, game, visitor.orElse(null))))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  private Mono<Game> game(ServerRequest request) {
    String path = request.uri().getRawPath();
    Dialect dialect = dialects.withGamePage(path);
    GameFlow conversation = dialect == null ? null : dialect.pages().game();
    Entrance entrance =
        conversation == null ? null : conversation.entrance(path, request.uri().getRawQuery());
    if (dialect == null || conversation == null || entrance == null) {
      return Mono.empty();
    }
    return apps.find(entrance.appId())
        .filter(app -> app.dialect().equals(dialect.id()) && app.enabled() && app.companyEnabled())
        .filterWhen(app -> isKnownChannel(entrance))
        .flatMap(app -> Mono.justOrEmpty(game(app, conversation, entrance)));
  }

  private Mono<Boolean> isKnownChannel(Entrance entrance) {
    return entrance.channelRequired() ? channels.exists(entrance.channel()) : Mono.just(true);
  }

  /** A game on the platform's own origin could reach out of its sandbox and is not shown. */
  private Optional<Game> game(AppRecord record, GameFlow conversation, Entrance entrance) {
    App app = opener.open(record);
    List<String> origins = GameSettings.origins(app);
    if (origins.contains(HttpUrl.of(platform.origin()).origin())) {
      log.warn("the game of {} is on the platform's own origin and is not shown", app.appId());
      return Optional.empty();
    }
    return origins.isEmpty()
        ? Optional.empty()
        : Optional.of(new Game(app, conversation, entrance, origins));
  }

  private Mono<ServerResponse> show(ServerRequest request, Game game, @Nullable Account account) {
    App app = game.app();
    if (account == null) {
      return game.conversation().anonymousMayLook()
          ? render(request, game, null, null)
          : signInForm.inPlace(request, name(request, app), PageSecurity.PLAIN);
    }
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
        game.conversation()
            .frame(app, game.entrance(), player, new Surroundings(platform.origin()));
    if (frame == null) {
      return Mono.empty();
    }
    Map<String, Object> model = new HashMap<>();
    model.put("appId", app.appId());
    model.put("appName", name(request, app));
    model.put("frame", frame);
    model.put("origins", String.join(" ", game.origins()));
    model.put("signedIn", account != null);
    model.put("here", LocalRedirects.address(request));
    model.put("link", platform.origin() + request.uri().getRawPath());
    model.put("contact", BerthJson.mapper().writeValueAsString(game.conversation().contact(app)));
    model.put("alone", game.conversation().maySendPlayers());
    if (account != null) {
      model.put("userName", account.name());
    }
    return pages.render(request, "game", model, PageSecurity.framing(game.origins()));
  }

  private static String name(ServerRequest request, App app) {
    return Names.in(tag(request), app.name(), app.appId());
  }

  private static String tag(ServerRequest request) {
    return Languages.of(request.exchange()).tag();
  }
}
