package io.berth.dialect.callback;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * At once, then again after equal delays for a while.
 *
 * @param whole time from the first attempt to the last
 */
public record FixedRetry(Duration delay, Duration whole) {

  /** As {@link Callbacks#delayAfter}. */
  public @Nullable Duration delayAfter(int attemptsMade) {
    if (attemptsMade == 0) {
      return Duration.ZERO;
    }
    return delay.multipliedBy(attemptsMade).compareTo(whole) <= 0 ? delay : null;
  }
}
