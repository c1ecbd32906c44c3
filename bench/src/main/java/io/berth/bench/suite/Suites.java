package io.berth.bench.suite;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Suites to measure: a fresh one each time, or one for all where only the harness is tried. */
public final class Suites implements AutoCloseable {

  /** Work on a running suite. */
  public interface Work<T> {
    T on(BenchSuite suite) throws Exception;
  }

  private final boolean smoke;
  private @Nullable BenchSuite kept;

  /**
   * @param smoke only whether the harness works: one suite serves all
   */
  public Suites(boolean smoke) {
    this.smoke = smoke;
  }

  /**
   * @param split whether each service is a process of its own
   */
  public <T> T with(boolean split, PrintStream out, Work<T> work) throws Exception {
    if (smoke) {
      BenchSuite suite = kept == null ? BenchSuite.start(split, true, out) : kept;
      kept = suite;
      return work.on(suite);
    }
    try (BenchSuite suite = BenchSuite.start(split, false, out)) {
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
