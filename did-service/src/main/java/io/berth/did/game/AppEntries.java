package io.berth.did.game;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.Pages.EntryRequest;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.launch.AppEntrance;
import io.berth.did.social.Channels;
import io.berth.did.social.Players;
import io.berth.did.social.Players.Played;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the entries of apps in the platform's list. */
@Component
public class AppEntries {
  private static final Logger log = LoggerFactory.getLogger(AppEntries.class);

  private final AppRecords apps;
  private final AppDecryptor decryptor;
  private final Dialects dialects;
  private final Players players;
  private final Channels channels;
  private final PlatformProperties platform;
  private final AppEntrance entrance;

  AppEntries(
      AppRecords apps,
      AppDecryptor decryptor,
      Dialects dialects,
      Players players,
      Channels channels,
      PlatformProperties platform,
      AppEntrance entrance) {
    this.apps = apps;
    this.decryptor = decryptor;
    this.dialects = dialects;
    this.players = players;
    this.channels = channels;
    this.platform = platform;
    this.entrance = entrance;
  }

  public record Entry(AppRecord app, boolean favorite) {}

  /**
   * Channels of the apps that the user has played, and the channel of all others.
   *
   * @param channel empty where the platform has none
   */
  private record Ways(Map<String, Played> played, String channel) {
    @Nullable String channel(AppRecord app) {
      Played before = played.get(app.appId());
      if (before != null && before.channel() != null) {
        return before.channel();
      }
      return channel.isEmpty() ? null : channel;
    }

    boolean isFavorite(AppRecord app) {
      Played before = played.get(app.appId());
      return before != null && before.favorite();
    }
  }

  /** Whether the user may enter the app. */
  public Mono<Boolean> admits(AppRecord app, Account account) {
    return entrance.admits(app, account);
  }

  /** All that the user can enter, favourites first. */
  public Mono<List<Entry>> of(Account account) {
    return ways(account.uid())
        .flatMap(
            ways ->
                entrance
                    .admitted(apps.open(account.realm(), withGames()), account)
                    .filter(app -> url(app, ways, false, Locale.ENGLISH) != null)
                    .map(app -> new Entry(app, ways.isFavorite(app)))
                    .collectSortedList(Comparator.comparing(Entry::favorite).reversed()));
  }

  /** Empty where the app's dialect knows no way in from here. */
  public Mono<URI> of(AppRecord app, long uid, boolean otherUser, Locale language) {
    return ways(uid)
        .flatMap(ways -> Mono.justOrEmpty(url(app, ways, otherUser, language)))
        .map(URI::create);
  }

  private Mono<Ways> ways(long uid) {
    return Mono.zip(players.of(uid), channels.first().defaultIfEmpty(""), Ways::new);
  }

  private Set<String> withGames() {
    Set<String> withGames = new HashSet<>();
    for (Dialect dialect : dialects.all()) {
      if (dialect.pages().game() != null) {
        withGames.add(dialect.id());
      }
    }
    return withGames;
  }

  /** An app that cannot be decrypted is no reason to show none of the others. */
  private @Nullable String url(AppRecord app, Ways ways, boolean otherUser, Locale language) {
    Dialect dialect = dialects.byId(app.dialect());
    if (dialect == null) {
      return null;
    }
    try {
      return dialect
          .pages()
          .entry(
              decryptor.decrypt(app),
              new EntryRequest(otherUser, language, ways.channel(app)),
              new PlatformUrls(platform.origin(Realm.of(app.appId()))));
    } catch (SecretBox.Undecryptable e) {
      log.error("app {} cannot be opened: {}", app.appId(), e.getMessage());
      return null;
    }
  }
}
