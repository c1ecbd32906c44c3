package io.berth.bench.suite;

import io.berth.bench.process.Child;

/** The time until a suite is READY, and its JVM's memory then. */
public record SuiteStart(double seconds, double mebibytes) {

  /**
   * @param beganNanos by {@link System#nanoTime}
   */
  public static SuiteStart await(Child suite, long beganNanos, int timeoutSeconds)
      throws InterruptedException {
    suite.line(timeoutSeconds);
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    return new SuiteStart(seconds, suite.ownUsage().residentMebibytes());
  }
}
