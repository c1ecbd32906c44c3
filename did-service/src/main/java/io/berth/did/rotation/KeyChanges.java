package io.berth.did.rotation;

import io.berth.service.keyset.KeySettings;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Signals when a rotation has something to do: at once after a change of keys, and again when what
 * was under way with the former key has ended, on other instances too.
 */
@Component
public final class KeyChanges {
  private static final Duration UNDER_WAY = Duration.ofSeconds(20);
  private static final Duration ELSEWHERE = Duration.ofMinutes(1);

  private final KeySettings settings;

  KeyChanges(KeySettings settings) {
    this.settings = settings;
  }

  public Flux<?> signals() {
    return settings
        .changes()
        .<Object>switchMap(
            change ->
                Flux.concat(
                    Mono.just(change),
                    Mono.delay(UNDER_WAY),
                    Mono.delay(ELSEWHERE.minus(UNDER_WAY))));
  }
}
