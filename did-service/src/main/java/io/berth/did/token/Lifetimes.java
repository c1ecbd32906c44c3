package io.berth.did.token;

import io.berth.api.token.TokenCommand.TokenLifetimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lifetimes of an authorization's tokens. */
record Lifetimes(Duration access, Duration refresh) {
  private static final Duration SHORTEST_ACCESS = Duration.ofMinutes(1);
  private static final Duration ACCESS_BELOW = Duration.ofHours(24);
  private static final Duration SHORTEST_REFRESH = Duration.ofDays(7);

  /** Null for lifetimes that no protocol may promise. */
  static @Nullable Lifetimes of(TokenLifetimes asked) {
    Lifetimes lifetimes =
        new Lifetimes(
            Duration.ofSeconds(asked.accessSeconds()), Duration.ofSeconds(asked.refreshSeconds()));
    boolean allowed =
        lifetimes.access.compareTo(SHORTEST_ACCESS) >= 0
            && lifetimes.access.compareTo(ACCESS_BELOW) < 0
            && lifetimes.refresh.compareTo(SHORTEST_REFRESH) >= 0;
    return allowed ? lifetimes : null;
  }
}
