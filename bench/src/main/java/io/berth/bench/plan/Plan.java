package io.berth.bench.plan;

import io.berth.bench.suite.Suites;
import java.util.List;

/**
 * Durations and repetitions of a measurement.
 *
 * @param warmUpSeconds before the first round of each subject
 * @param rounds of each subject, in turns
 * @param seconds per measurement
 * @param services JVM flags of each Java service
 * @param suites starts whole suites
 */
public record Plan(
    Extent extent,
    double warmUpSeconds,
    int rounds,
    double seconds,
    List<String> services,
    Suites suites) {

  private static final int SMOKE_CONNECTIONS = 2;
  private static final double SMOKE_PER_SECOND = 10;
  private static final int LONG_WARM_UPS = 5;

  /** Whether only the harness is tested: the figures mean nothing. */
  public boolean smoke() {
    return extent == Extent.SMOKE;
  }

  /** Whether all but the most telling figures are left out. */
  public boolean quick() {
    return extent == Extent.QUICK;
  }

  /** Whether to run measurements of many minutes. */
  public boolean large() {
    return extent == Extent.LARGE;
  }

  /** The warm-up of a JVM that compiles for minutes. */
  public double longWarmUpSeconds() {
    return LONG_WARM_UPS * warmUpSeconds;
  }

  /** Returns the number of connections; few in a smoke run, where the machine may be busy. */
  public int connections(int full) {
    return either(full, Math.min(full, SMOKE_CONNECTIONS));
  }

  /** Returns the rate; a low one in a smoke run. */
  public double rate(double full) {
    return either(full, Math.min(full, SMOKE_PER_SECOND));
  }

  /** Returns the full size; the small one in a smoke run. */
  public <T> T either(T full, T small) {
    return smoke() ? small : full;
  }
}
