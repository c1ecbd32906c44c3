package io.berth.bench.plan;

import io.berth.bench.suite.Suites;
import java.util.List;

/**
 * Durations and repetitions of a measurement.
 *
 * @param smoke only whether the harness works: the figures mean nothing
 * @param large with what takes many minutes
 * @param warmUpSeconds of each subject, before its first round
 * @param rounds of each subject, taking turns
 * @param seconds of one measurement
 * @param services what each Java service runs with
 * @param suites whole ones
 */
public record Plan(
    boolean smoke,
    boolean large,
    double warmUpSeconds,
    int rounds,
    double seconds,
    List<String> services,
    Suites suites) {

  private static final int SMOKE_CONNECTIONS = 2;
  private static final double SMOKE_PER_SECOND = 10;
  private static final int LONG_WARM_UPS = 5;

  /** Of a JVM that compiles for minutes. */
  public double longWarmUpSeconds() {
    return LONG_WARM_UPS * warmUpSeconds;
  }

  /** So many connections, few where only the harness is tried: the machine may be busy then. */
  public int connections(int full) {
    return either(full, Math.min(full, SMOKE_CONNECTIONS));
  }

  /** Such a rate, a low one where only the harness is tried. */
  public double rate(double full) {
    return either(full, Math.min(full, SMOKE_PER_SECOND));
  }

  /** The smaller one of two sizes where only the harness is tried. */
  public <T> T either(T full, T small) {
    return smoke ? small : full;
  }
}
