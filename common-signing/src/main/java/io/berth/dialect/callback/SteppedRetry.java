package io.berth.dialect.callback;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * At once, then again after ever longer delays.
 *
 * @param delays after the first attempt, after the second, …
 */
public record SteppedRetry(List<Duration> delays) {

  /** Retries callbacks of games at growing intervals ({@code protocols/wancms.md}, Callback). */
  public static final SteppedRetry GAMES =
      new SteppedRetry(
          List.of(
              Duration.ofSeconds(15),
              Duration.ofMinutes(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(15),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(6),
              Duration.ofHours(12),
              Duration.ofHours(24)));

  public SteppedRetry {
    delays = List.copyOf(delays);
  }

  /** As {@link Callbacks#delayAfter}. */
  public @Nullable Duration delayAfter(int attemptsMade) {
    if (attemptsMade == 0) {
      return Duration.ZERO;
    }
    return attemptsMade <= delays.size() ? delays.get(attemptsMade - 1) : null;
  }
}
