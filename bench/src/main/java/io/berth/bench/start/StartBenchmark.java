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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Measures {@code ./berth up}, first without data, then with the data of the first start. */
public final class StartBenchmark implements Benchmark {

  private static final int TIMEOUT_SECONDS = 600;
  private static final double GOAL_SECONDS = 6;
  private static final double GOAL_MEBIBYTES = 600;
  private static final int QUICK_ROUNDS = 2;
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(10);

  /**
   * A start without data and one with it.
   *
   * @param idleCpu milliseconds per second that the second suite took, PostgreSQL included, while
   *     nobody asked anything
   */
  private record Starts(SuiteStart first, SuiteStart second, double idleCpu) {}

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    if (!plan.smoke()) {
      prepare(plan, out);
    }
    List<Starts> rounds = new ArrayList<>();
    for (int round = 0; round < (plan.quick() ? QUICK_ROUNDS : plan.rounds()); round++) {
      rounds.add(once(plan, out));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row("first start", "s", rounds, starts -> starts.first().seconds()));
    rows.add(
        row("second start", "s", rounds, starts -> starts.second().seconds())
            .withGoal(new Goal.Below(GOAL_SECONDS)));
    rows.add(
        row("second start, memory of the JVM", "MiB", rounds, starts -> starts.second().mebibytes())
            .withGoal(new Goal.Below(GOAL_MEBIBYTES)));
    if (!plan.smoke()) {
      rows.add(row("idle", "CPU ms per second", rounds, Starts::idleCpu));
    }
    return rows;
  }

  /** The build and the AOT training run happen once, before the first measurement. */
  private static void prepare(Plan plan, PrintStream out) throws Exception {
    Path data = DataDirectory.newEphemeral();
    try {
      start(plan, data, out).close();
    } finally {
      DataDirectory.discard(data);
    }
  }

  private static Row row(
      String name, String unit, List<Starts> rounds, Function<Starts, Double> figure) {
    return Row.of("./berth up, " + name, unit, Spread.of(rounds.stream().map(figure).toList()));
  }

  /** A suite that is READY. */
  private record Running(Child process, SuiteStart start) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  /** Measures a start without data and one with it; a smoke run uses the running suite. */
  private static Starts once(Plan plan, PrintStream out) throws Exception {
    if (plan.smoke()) {
      SuiteStart running = plan.suites().with(false, out, BenchSuite::started);
      return new Starts(running, running, 0);
    }
    Path data = DataDirectory.newEphemeral();
    try {
      SuiteStart first;
      try (Running suite = start(plan, data, out)) {
        first = suite.start();
      }
      try (Running suite = start(plan, data, out)) {
        return new Starts(first, suite.start(), idleCpu(suite.process(), out));
      }
    } finally {
      DataDirectory.discard(data);
    }
  }

  private static Running start(Plan plan, Path data, PrintStream out) throws InterruptedException {
    List<String> words =
        List.of(
            "up", "--port", Integer.toString(Service.freeGatewayPort()), "--data", data.toString());
    long began = System.nanoTime();
    Child suite = Child.start("suite", command(plan, words), line -> line.startsWith("READY "));
    try {
      SuiteStart start = SuiteStart.await(suite, began, TIMEOUT_SECONDS);
      out.printf(Locale.ROOT, "READY after %.1f s, %.0f MiB%n", start.seconds(), start.mebibytes());
      return new Running(suite, start);
    } catch (IllegalStateException e) {
      suite.close();
      throw e;
    }
  }

  private static double idleCpu(Child suite, PrintStream out) throws InterruptedException {
    Thread.sleep(UNTIL_IDLE);
    double before = suite.usage().cpuSeconds();
    Thread.sleep(IDLE);
    double millisPerSecond = (suite.usage().cpuSeconds() - before) * 1000 / IDLE.toSeconds();
    out.printf(Locale.ROOT, "idle: %.0f ms of CPU per second%n", millisPerSecond);
    return millisPerSecond;
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
