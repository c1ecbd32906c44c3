package io.berth.did.game;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.did.app.AppRecords;
import io.berth.did.social.Scores;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the public leaderboards of games. */
@Configuration(proxyBeanMethods = false)
class LeaderboardPages {
  private final AppRecords apps;
  private final Dialects dialects;
  private final Scores scores;
  private final Pages pages;

  LeaderboardPages(AppRecords apps, Dialects dialects, Scores scores, Pages pages) {
    this.apps = apps;
    this.dialects = dialects;
    this.scores = scores;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> leaderboardRoute() {
    return RouterFunctions.route().GET("/account/games/leaderboard", this::show).build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return apps.find(Callers.of(request).realm(), request.queryParam("app_id").orElse(""))
        .filter(app -> app.profile().refusal() == null && isPublic(app) && isGame(app))
        .flatMap(app -> scores.servers(app.appId()).flatMap(all -> show(request, app, all)))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  private static boolean isPublic(AppRecord app) {
    return switch (app.profile().launch().state().entrance()) {
      case SHARE, EVERYBODY -> true;
      case NOBODY, TESTERS -> false;
    };
  }

  private boolean isGame(AppRecord app) {
    Dialect dialect = dialects.byId(app.dialect());
    return dialect != null && dialect.pages().game() != null;
  }

  /** The server that is asked for, or the first; only one that has scores is looked up. */
  private Mono<ServerResponse> show(ServerRequest request, AppRecord app, List<String> servers) {
    String asked = request.queryParam("server").orElse("");
    String server = servers.contains(asked) ? asked : servers.isEmpty() ? "" : servers.getFirst();
    return scores
        .best(app.appId(), server)
        .flatMap(
            lines ->
                pages.render(
                    request,
                    "leaderboard",
                    Map.of(
                        "appId", Realm.publicId(app.appId()),
                        "appName",
                            Names.in(
                                Languages.of(request.exchange()).tag(),
                                app.profile().name(),
                                Realm.publicId(app.appId())),
                        "server", server,
                        "servers", servers,
                        "lines", lines)));
  }
}
