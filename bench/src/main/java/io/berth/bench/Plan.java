package io.berth.bench;

import io.berth.bench.suite.Suites;
import java.util.List;

/**
 * How long things are measured.
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

  /** The smaller one of two sizes where only the harness is tried. */
  public <T> T either(T full, T small) {
    return smoke ? small : full;
  }
}
