package io.berth.bench.plan;

import io.berth.bench.report.Row;
import java.io.PrintStream;
import java.util.List;

/** Measures for one subcommand. */
public interface Benchmark {

  /**
   * @param out receives progress lines
   * @throws IllegalStateException if the measurement failed or money is missing
   */
  List<Row> run(Plan plan, PrintStream out) throws Exception;
}
