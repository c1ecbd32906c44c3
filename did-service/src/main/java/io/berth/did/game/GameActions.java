package io.berth.did.game;

import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.identity.Identities;
import io.berth.did.session.CurrentUser;
import io.berth.did.social.GameTokens;
import io.berth.did.social.Players;
import io.berth.did.social.Players.Role;
import io.berth.service.caller.Callers;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Csrf;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Handles the requests that the script of a game's page sends for the game. The session names the
 * player; a form of another site lacks the page's token (cross-site request forgery).
 */
@Configuration(proxyBeanMethods = false)
class GameActions {
  private static final String DONE = "done";
  private static final String FAILED = "failed";
  private static final String BAD = "bad";
  private static final String GIVEN = "game.";
  private static final int LONGEST = 64;
  private static final Text SERVER_ID =
      Text.required("server_id", 1, LONGEST, "Id of the player's server");
  private static final Text SERVER_NAME =
      Text.optional("server_name", LONGEST, "Name of the player's server");
  private static final Text ROLE_ID =
      Text.required("role_id", 1, LONGEST, "Id of the player's role");
  private static final Text ROLE_NAME =
      Text.optional("role_name", LONGEST, "Name of the player's role");
  private static final Text ROLE_LEVEL =
      Text.optional("role_level", LONGEST, "Level of the player's role");

  private final Csrf csrf;
  private final CurrentUser currentUser;
  private final AppRecords apps;
  private final Dialects dialects;
  private final Identities identities;
  private final Players players;
  private final GameTokens tokens;

  GameActions(
      Csrf csrf,
      CurrentUser currentUser,
      AppRecords apps,
      Dialects dialects,
      Identities identities,
      Players players,
      GameTokens tokens) {
    this.csrf = csrf;
    this.currentUser = currentUser;
    this.apps = apps;
    this.dialects = dialects;
    this.identities = identities;
    this.players = players;
    this.tokens = tokens;
  }

  /**
   * @param given by the game, as texts
   */
  private record GameRequest(ServerRequest request, AppRecord app, Account account, Params given) {
    String appId() {
      return app.appId();
    }

    long uid() {
      return account.uid();
    }
  }

  @FunctionalInterface
  private interface Action {
    Mono<ServerResponse> carryOut(GameRequest game);
  }

  @Bean
  RouterFunction<ServerResponse> gameActionRoutes() {
    return RouterFunctions.route()
        .POST("/account/games/server", request -> act(request, this::chooseServer))
        .POST("/account/games/role", request -> act(request, this::putRole))
        .POST("/account/games/favorite", request -> act(request, this::makeFavorite))
        .POST("/account/games/token", request -> act(request, this::issueToken))
        .build();
  }

  private Mono<ServerResponse> act(ServerRequest request, Action action) {
    return request
        .formData()
        .flatMap(
            form ->
                csrf.valid(request, form)
                    ? act(request, form, action)
                    : json(HttpStatus.FORBIDDEN, FAILED, Map.of()));
  }

  private Mono<ServerResponse> act(
      ServerRequest request, MultiValueMap<String, String> form, Action action) {
    String appId = form.getFirst("app_id");
    return currentUser
        .of(request)
        .flatMap(Mono::justOrEmpty)
        .flatMap(
            account ->
                apps.find(account.realm(), appId == null ? "" : appId)
                    .filter(this::isGame)
                    .filter(app -> app.profile().launch().admits(app.appId(), account.uid()))
                    .flatMap(
                        app ->
                            action.carryOut(new GameRequest(request, app, account, given(form)))))
        .switchIfEmpty(Mono.defer(() -> json(HttpStatus.OK, FAILED, Map.of())));
  }

  private boolean isGame(AppRecord app) {
    Dialect dialect = dialects.byId(app.dialect());
    return dialect != null && dialect.pages().game() != null && app.profile().refusal() == null;
  }

  private static Params given(MultiValueMap<String, String> form) {
    Map<String, String> given = new HashMap<>();
    form.forEach(
        (name, values) -> {
          if (name.startsWith(GIVEN)) {
            given.put(name.substring(GIVEN.length()), values.getFirst());
          }
        });
    return Params.of(given);
  }

  private Mono<ServerResponse> chooseServer(GameRequest game) {
    String id = SERVER_ID.read(game.given());
    String name = SERVER_NAME.read(game.given());
    return switch (game.given().read(() -> true)) {
      case Parsed.Unreadable<Boolean> _ -> bad();
      case Parsed.Read<Boolean> _ ->
          players.choose(game.appId(), game.uid(), id, name).then(done(Map.of()));
    };
  }

  private Mono<ServerResponse> putRole(GameRequest game) {
    String serverId = SERVER_ID.read(game.given());
    String serverName = SERVER_NAME.read(game.given());
    String roleId = ROLE_ID.read(game.given());
    String roleName = ROLE_NAME.read(game.given());
    String level = ROLE_LEVEL.read(game.given());
    return switch (game.given().read(() -> new Role(serverId, roleId, roleName, level))) {
      case Parsed.Unreadable<Role> _ -> bad();
      case Parsed.Read<Role>(Role role) ->
          players
              .choose(game.appId(), game.uid(), serverId, serverName)
              .then(players.put(game.appId(), game.uid(), role))
              .then(done(Map.of()));
    };
  }

  private Mono<ServerResponse> makeFavorite(GameRequest game) {
    return players.makeFavorite(game.appId(), game.uid()).then(done(Map.of()));
  }

  private Mono<ServerResponse> issueToken(GameRequest game) {
    String sessionId = Callers.of(game.request()).sessionId();
    return sessionId == null
        ? Mono.empty()
        : identities
            .byUid(game.appId(), game.uid())
            .flatMap(
                identity ->
                    tokens
                        .issue(game.appId(), game.uid(), sessionId)
                        .flatMap(
                            token ->
                                done(Map.of("token", token, "id", identity.record().openId()))));
  }

  private static Mono<ServerResponse> done(Map<String, String> data) {
    return json(HttpStatus.OK, DONE, data);
  }

  private static Mono<ServerResponse> bad() {
    return json(HttpStatus.OK, BAD, Map.of());
  }

  private static Mono<ServerResponse> json(
      HttpStatus status, String end, Map<String, String> data) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .bodyValue(BerthJson.mapper().writeValueAsBytes(Map.of("end", end, "data", data)));
  }
}
