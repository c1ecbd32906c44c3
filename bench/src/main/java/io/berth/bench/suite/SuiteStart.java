package io.berth.bench.suite;

import io.berth.bench.process.Child;

/** Time that a suite took until READY, and the memory of its JVM then. */
public record SuiteStart(double seconds, double mebibytes) {

  /**
   * @param beganNanos by {@link System#nanoTime}
   */
  public static SuiteStart await(Child suite, long beganNanos, int patienceSeconds)
      throws InterruptedException {
    suite.line(patienceSeconds);
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    return new SuiteStart(seconds, suite.ownUsage().residentMebibytes());
  }
}
