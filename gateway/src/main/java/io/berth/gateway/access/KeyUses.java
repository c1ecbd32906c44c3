package io.berth.gateway.access;

import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AccessCommand.KeyUse;
import io.berth.api.app.AccessCommand.ReportKeyUses;
import io.berth.service.command.CommandClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reports the latest use of each access key to did-service, which shows it to the app's people. One
 * command reports all keys. A report that fails is lost.
 */
@Component
public final class KeyUses {

  private static final Logger log = LoggerFactory.getLogger(KeyUses.class);

  /** Further ones are left out until the next report. */
  private static final int MOST = 2000;

  private record Key(String appId, String key) {}

  private record Use(Instant at, String from) {}

  private final CommandClient services;
  private final Clock clock;
  private final Map<Key, Use> uses = new ConcurrentHashMap<>();

  KeyUses(CommandClient services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  public void note(String appId, String key, String from) {
    Key of = new Key(appId, key);
    if (uses.size() < MOST || uses.containsKey(of)) {
      uses.put(of, new Use(clock.instant(), from));
    }
  }

  Mono<Void> report() {
    List<KeyUse> latest = new ArrayList<>();
    uses.forEach(
        (key, use) -> {
          if (uses.remove(key, use)) {
            latest.add(new KeyUse(key.appId(), key.key(), use.at(), use.from()));
          }
        });
    if (latest.isEmpty()) {
      return Mono.empty();
    }
    return services
        .asService(new ReportKeyUses(latest), "key-uses", "key-use:report")
        .doOnNext(
            outcome -> {
              if (outcome instanceof Refusal refusal) {
                log.warn("cannot report the uses of {} keys: {}", latest.size(), refusal.code());
              }
            })
        .then();
  }
}
