package io.berth.bench.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a {@link Phase}. Latencies count from when a request was intended to be sent.
 *
 * @param failures number of wrong responses, and of requests without a response
 * @param firstFailure null where none failed
 */
public record LoadResult(
    long answered,
    long failures,
    @Nullable String firstFailure,
    double seconds,
    Latencies latencies) {

  /** Latencies in milliseconds. */
  public record Latencies(double p50, double p99, double p999, double max) {}

  public double p50Millis() {
    return latencies.p50;
  }

  public double p99Millis() {
    return latencies.p99;
  }

  public double p999Millis() {
    return latencies.p999;
  }

  public double maxMillis() {
    return latencies.max;
  }

  public double perSecond() {
    return answered / seconds;
  }

  /**
   * @throws IllegalStateException if more than one in a thousand failed, which makes the figures
   *     meaningless
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
