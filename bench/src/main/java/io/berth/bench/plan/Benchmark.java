package io.berth.bench.plan;

import io.berth.bench.report.Row;
import java.io.PrintStream;
import java.util.List;

/** Measures what one subcommand names. */
public interface Benchmark {

  /**
   * @param out says what is going on
   * @throws IllegalStateException if it could not be measured, or money is missing
   */
  List<Row> run(Plan plan, PrintStream out) throws Exception;
}
