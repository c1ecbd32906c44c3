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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@code ./berth up}, first without data, then with the data of the first start, and what
 * it uses while nobody calls it.
 */
public final class StartBenchmark implements Benchmark {

  private static final int TIMEOUT_SECONDS = 600;
  private static final double GOAL_SECONDS = 6;
  private static final double GOAL_MEBIBYTES = 450;
  private static final double GOAL_IDLE_MILLIS = 30;
  private static final int QUICK_ROUNDS = 2;
  private static final Duration QUICK_UNTIL_IDLE = Duration.ofSeconds(5);
  private static final Duration QUICK_IDLE = Duration.ofSeconds(10);
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(90);
  private static final Duration IDLE = Duration.ofMinutes(1);

  /**
   * A start without data and one with it.
   *
   * @param idle what the second suite took while nobody asked anything; null of a smoke run
   */
  private record Starts(SuiteStart first, SuiteStart second, @Nullable IdleUse idle) {}

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
        row("first start, memory of the JVM", "MiB", rounds, starts -> starts.first().mebibytes())
            .withGoal(new Goal.Below(GOAL_MEBIBYTES)));
    rows.add(
        row("second start, memory of the JVM", "MiB", rounds, starts -> starts.second().mebibytes())
            .withGoal(new Goal.Below(GOAL_MEBIBYTES)));
    List<IdleUse> uses =
        rounds.stream().flatMap(starts -> Stream.ofNullable(starts.idle())).toList();
    rows.addAll(idle(plan, uses));
    return rows;
  }

  private static List<Row> idle(Plan plan, List<IdleUse> uses) {
    if (uses.isEmpty()) {
      return List.of();
    }
    Row both = row("idle", "CPU ms per second", uses, IdleUse::millis);
    return List.of(
        // A quick run measures while the JVM still compiles.
        plan.quick() ? both : both.withGoal(new Goal.Below(GOAL_IDLE_MILLIS)),
        row("idle, of it PostgreSQL", "CPU ms per second", uses, IdleUse::postgresMillis),
        row("idle, memory of the JVM", "MiB", uses, IdleUse::mebibytes)
            .withGoal(new Goal.Below(GOAL_MEBIBYTES)));
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

  private static <T> Row row(String name, String unit, List<T> all, Function<T, Double> figure) {
    return Row.of("./berth up, " + name, unit, Spread.of(all.stream().map(figure).toList()));
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
      return new Starts(running, running, null);
    }
    Path data = DataDirectory.newEphemeral();
    try {
      SuiteStart first;
      try (Running suite = start(plan, data, out)) {
        first = suite.start();
      }
      try (Running suite = start(plan, data, out)) {
        return new Starts(first, suite.start(), idle(plan, suite.process(), data, out));
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

  private static IdleUse idle(Plan plan, Child suite, Path data, PrintStream out)
      throws InterruptedException, IOException {
    IdleUse use =
        plan.quick()
            ? IdleUse.of(suite, data, QUICK_UNTIL_IDLE, QUICK_IDLE)
            : IdleUse.of(suite, data, UNTIL_IDLE, IDLE);
    out.printf(
        Locale.ROOT,
        "idle: %.0f ms of CPU per second, %.0f of them PostgreSQL; %.0f MiB%n",
        use.millis(),
        use.postgresMillis(),
        use.mebibytes());
    return use;
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
