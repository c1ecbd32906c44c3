package io.berth.bench.suite;

import java.io.PrintStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Starts suites to measure: a new one each time, or one for all in a smoke run. */
public final class Suites implements AutoCloseable {

  /** Work on a running suite. */
  public interface Work<T> {
    T on(BenchSuite suite) throws Exception;
  }

  private final boolean smoke;
  private @Nullable BenchSuite kept;

  /**
   * @param smoke whether one suite serves all measurements
   */
  public Suites(boolean smoke) {
    this.smoke = smoke;
  }

  /**
   * @param split whether each service has a process
   */
  public <T> T with(boolean split, PrintStream out, Work<T> work) throws Exception {
    return with(split, Platform::usual, out, work);
  }

  /** All services in one process, for a platform that has many apps. */
  public <T> T withManyApps(PrintStream out, Work<T> work) throws Exception {
    return with(false, Platform::withManyApps, out, work);
  }

  private <T> T with(boolean split, IntFunction<Platform> platform, PrintStream out, Work<T> work)
      throws Exception {
    if (smoke) {
      BenchSuite suite = kept == null ? BenchSuite.start(split, true, platform, out) : kept;
      kept = suite;
      return work.on(suite);
    }
    try (BenchSuite suite = BenchSuite.start(split, false, platform, out)) {
      return work.on(suite);
    }
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
  }
}
