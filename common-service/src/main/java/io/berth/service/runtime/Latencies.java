package io.berth.service.runtime;

import java.time.Duration;
import java.util.stream.LongStream;

/** Histograms of requests and commands, from which percentiles are estimated. */
public final class Latencies {

  private Latencies() {}

  /** Few buckets, since each is a series of every endpoint with every outcome. */
  public static Duration[] buckets() {
    return LongStream.of(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
        .mapToObj(Duration::ofMillis)
        .toArray(Duration[]::new);
  }
}
