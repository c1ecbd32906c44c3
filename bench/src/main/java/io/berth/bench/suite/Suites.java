package io.berth.bench.suite;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Suites to measure: a fresh one each time, or one for all where only the harness is tried. */
public final class Suites implements AutoCloseable {

  /** What is done with a running suite. */
  public interface Work<T> {
    T on(BenchSuite suite) throws Exception;
  }

  private final boolean shared;
  private @Nullable BenchSuite kept;

  public Suites(boolean shared) {
    this.shared = shared;
  }

  /**
   * @param split whether each service is a process of its own
   */
  public <T> T with(boolean split, PrintStream out, Work<T> work) throws Exception {
    if (shared) {
      BenchSuite suite = kept == null ? BenchSuite.start(split, out) : kept;
      kept = suite;
      return work.on(suite);
    }
    try (BenchSuite suite = BenchSuite.start(split, out)) {
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
