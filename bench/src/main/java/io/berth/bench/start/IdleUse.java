package io.berth.bench.start;

import io.berth.bench.process.Child;
import io.berth.bench.process.ProcessTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Resource use of a suite that nobody calls.
 *
 * @param jvmMillis CPU milliseconds per second
 * @param postgresMillis CPU milliseconds per second
 * @param mebibytes resident memory of the JVM
 */
record IdleUse(double jvmMillis, double postgresMillis, double mebibytes) {

  /**
   * @param delay time before, in which the last work of the start ends
   */
  static IdleUse of(Child suite, Path data, Duration delay, Duration span)
      throws InterruptedException, IOException {
    Thread.sleep(delay);
    long postmaster = postmaster(data);
    double jvm = suite.ownUsage().cpuSeconds();
    double postgres = ProcessTime.seconds(postmaster);
    long began = System.nanoTime();
    Thread.sleep(span);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new IdleUse(
        1000 * (suite.ownUsage().cpuSeconds() - jvm) / seconds,
        1000 * (ProcessTime.seconds(postmaster) - postgres) / seconds,
        suite.ownUsage().residentMebibytes());
  }

  /** PostgreSQL's first process is no child of the JVM that started it. */
  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid")).getFirst().strip());
  }

  double millis() {
    return jvmMillis + postgresMillis;
  }
}
