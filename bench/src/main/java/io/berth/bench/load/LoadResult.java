package io.berth.bench.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a {@link Phase}. Latencies count from when a request was intended to be sent.
 *
 * @param failures answers that were not what they should be, and requests without one
 * @param firstFailure null where there is none
 */
public record LoadResult(
    long answered,
    long failures,
    @Nullable String firstFailure,
    double seconds,
    double p50Millis,
    double p99Millis,
    double p999Millis,
    double maxMillis) {

  public double perSecond() {
    return answered / seconds;
  }

  /**
   * @throws IllegalStateException if more than one in a thousand failed: the figures would be of
   *     something else
   */
  public LoadResult orFail(String what) {
    if (answered == 0 || failures * 1000 > answered) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %d answered, %d failed: %s",
              what,
              answered,
              failures,
              firstFailure));
    }
    return this;
  }
}
