package io.berth.bench.start;

import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.process.Child;
import io.berth.bench.process.Jvm;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import io.berth.bench.suite.BenchSuite;
import io.berth.bench.suite.SuiteStart;
import io.berth.standalone.Berth;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.service.Service;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures {@code ./berth up}, first without data, then with the data of the first start. */
public final class StartBenchmark implements Benchmark {

  private static final int TIMEOUT_SECONDS = 600;
  private static final double GOAL_SECONDS = 6;
  private static final double GOAL_MEBIBYTES = 600;

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    if (!plan.smoke()) {
      // The build and the AOT training run happen once, before the first measurement.
      once(plan, out);
    }
    List<SuiteStart> first = new ArrayList<>();
    List<SuiteStart> second = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      List<SuiteStart> both = once(plan, out);
      first.add(both.getFirst());
      second.add(both.getLast());
    }
    return List.of(
        Row.of(
            "./berth up, first start",
            "s",
            Spread.of(first.stream().map(SuiteStart::seconds).toList())),
        Row.of(
                "./berth up, second start",
                "s",
                Spread.of(second.stream().map(SuiteStart::seconds).toList()))
            .withGoal(new Goal.Below(GOAL_SECONDS)),
        Row.of(
                "./berth up, second start, memory of the JVM",
                "MiB",
                Spread.of(second.stream().map(SuiteStart::mebibytes).toList()))
            .withGoal(new Goal.Below(GOAL_MEBIBYTES)));
  }

  /** Measures a start without data and one with it; a smoke run uses the running suite. */
  private static List<SuiteStart> once(Plan plan, PrintStream out) throws Exception {
    if (plan.smoke()) {
      return List.of(plan.suites().with(false, out, BenchSuite::started));
    }
    Path data = DataDirectory.newEphemeral();
    try {
      List<SuiteStart> starts = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        SuiteStart start = start(plan, data);
        out.printf(
            Locale.ROOT, "READY after %.1f s, %.0f MiB%n", start.seconds(), start.mebibytes());
        starts.add(start);
      }
      return starts;
    } finally {
      DataDirectory.discard(data);
    }
  }

  private static SuiteStart start(Plan plan, Path data) throws InterruptedException {
    List<String> words =
        List.of(
            "up", "--port", Integer.toString(Service.freeGatewayPort()), "--data", data.toString());
    long began = System.nanoTime();
    try (Child suite =
        Child.start("suite", command(plan, words), line -> line.startsWith("READY "))) {
      return SuiteStart.await(suite, began, TIMEOUT_SECONDS);
    }
  }

  /** The command: the script itself, or the Java command that it runs. */
  private static List<String> command(Plan plan, List<String> words) {
    String home = System.getProperty("berth.home");
    if (home == null) {
      return Jvm.command(plan.services(), Berth.class.getName(), words);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "berth").toString());
    command.addAll(words);
    return command;
  }
}
