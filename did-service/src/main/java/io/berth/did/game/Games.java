package io.berth.did.game;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.GameFlow.Entrance;
import io.berth.dialect.setting.GameSettings;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.launch.AppEntrance;
import io.berth.did.social.Channels;
import io.berth.service.caller.Callers;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.runtime.PlatformProperties;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Finds the framed games that may be shown. */
@Component
class Games {
  private static final Logger log = LoggerFactory.getLogger(Games.class);

  private final Dialects dialects;
  private final AppRecords apps;
  private final AppDecryptor decryptor;
  private final Channels channels;
  private final PlatformProperties platform;
  private final AppEntrance entrance;

  Games(
      Dialects dialects,
      AppRecords apps,
      AppDecryptor decryptor,
      Channels channels,
      PlatformProperties platform,
      AppEntrance entrance) {
    this.dialects = dialects;
    this.apps = apps;
    this.decryptor = decryptor;
    this.channels = channels;
    this.platform = platform;
    this.entrance = entrance;
  }

  /**
   * A game that may be shown.
   *
   * @param origins that its frame may show, none of which is the platform's own
   */
  record Game(AppRecord record, App app, GameFlow flow, Entrance entrance, List<String> origins) {}

  /** Whether the user may enter the game. */
  Mono<Boolean> admits(Game game, Account account) {
    return entrance.admits(game.record, account);
  }

  /** Whether a dialect has a game page at this path. */
  boolean isGamePage(String path) {
    return dialects.withGamePage(path) != null;
  }

  /** Empty where no game may be shown. */
  Mono<Game> find(ServerRequest request) {
    String path = request.uri().getRawPath();
    Dialect dialect = dialects.withGamePage(path);
    GameFlow flow = dialect == null ? null : dialect.pages().game();
    Entrance entrance = flow == null ? null : flow.entrance(path, request.uri().getRawQuery());
    if (dialect == null || flow == null || entrance == null) {
      return Mono.empty();
    }
    return apps.find(Callers.of(request).realm(), entrance.appId())
        .filter(app -> app.dialect().equals(dialect.id()) && app.profile().refusal() == null)
        .filterWhen(app -> isKnownChannel(entrance))
        .flatMap(app -> Mono.justOrEmpty(game(app, flow, entrance)));
  }

  private Mono<Boolean> isKnownChannel(Entrance entrance) {
    return entrance.channelRequired() ? channels.exists(entrance.channel()) : Mono.just(true);
  }

  /** A game on the platform's own origin could reach out of its sandbox and is not shown. */
  private Optional<Game> game(AppRecord record, GameFlow flow, Entrance entrance) {
    App app = decryptor.decrypt(record);
    List<String> origins = GameSettings.origins(app);
    if (origins.contains(HttpUrl.of(platform.origin()).origin())
        || origins.contains(HttpUrl.of(platform.origin(Realm.TEST)).origin())) {
      log.warn("the game of {} is on the platform's own origin and is not shown", app.appId());
      return Optional.empty();
    }
    return origins.isEmpty()
        ? Optional.empty()
        : Optional.of(new Game(record, app, flow, entrance, origins));
  }
}
