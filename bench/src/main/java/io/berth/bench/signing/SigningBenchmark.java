package io.berth.bench.signing;

import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures time and garbage of each signature rule and of each dialect's verification. */
public final class SigningBenchmark implements Benchmark {

  private static final String BYTES = "gc.alloc.rate.norm";

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Signatures.class.getName() + ".*")
            .include(VerifySteps.class.getName() + ".*")
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
            // In tests, java.class.path does not contain the fork's class path.
            .forks(plan.either(plan.rounds(), 0))
            .warmupIterations(plan.either(2, 0))
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(plan.either(2, 1))
            .measurementTime(TimeValue.milliseconds(plan.either(1_000, 10)));
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      String name = "signing, " + words(result.getPrimaryResult().getLabel());
      rows.add(Row.of(name, "ns/op", spread(result.getPrimaryResult())));
      for (Map.Entry<String, Result> more : result.getSecondaryResults().entrySet()) {
        if (more.getKey().endsWith(BYTES)) {
          rows.add(Row.of(name, "bytes/op", Spread.of(more.getValue().getScore())));
        }
      }
    }
    return rows;
  }

  private static Spread spread(Result<?> result) {
    return new Spread(
        result.getStatistics().getPercentile(50),
        result.getStatistics().getMin(),
        result.getStatistics().getMax());
  }

  /** Splits a method's name into words. */
  private static String words(String label) {
    return label
        .substring(label.lastIndexOf('.') + 1)
        .replaceAll("([A-Z])", " $1")
        .toLowerCase(java.util.Locale.ROOT)
        .strip();
  }
}
