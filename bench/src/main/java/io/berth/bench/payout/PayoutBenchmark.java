package io.berth.bench.payout;

import io.berth.bench.load.LoadGenerator;
import io.berth.bench.load.LoadResult;
import io.berth.bench.load.Phase;
import io.berth.bench.load.Traffic;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import io.berth.bench.suite.BenchSuite;
import io.berth.bench.suite.Platform;
import io.berth.bench.suite.Receiver;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures signed payouts of ten apps through gateway and pay-service, while their callbacks are
 * delivered on the same cores.
 */
public final class PayoutBenchmark implements Benchmark {

  private static final int CONNECTIONS = 96;
  private static final double GOAL_PER_SECOND = 2_000;
  private static final double GOAL_MILLIS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        plan.suites()
            .with(false, out, suite -> measure("payout, all in one process", plan, suite, out)));
    if (!plan.smoke() && !plan.quick()) {
      rows.addAll(
          plan.suites()
              .with(
                  true, out, suite -> measure("payout, a process per service", plan, suite, out)));
    }
    return rows;
  }

  /** A named measurement of one suite, with its load generator. */
  private record Measurement(
      String name, Plan plan, BenchSuite suite, LoadGenerator load, PrintStream out) {}

  private static List<Row> measure(String name, Plan plan, BenchSuite suite, PrintStream out)
      throws InterruptedException {
    int connections = plan.connections(CONNECTIONS);
    try (LoadGenerator load = new LoadGenerator()) {
      Measurement measurement = new Measurement(name, plan, suite, load, out);
      load.run(Phase.closed(suite.port(), players("w"), connections, plan.longWarmUpSeconds()))
          .orFail(name);
      // Otherwise the JVM would compile their code path during the measurement.
      load.run(Phase.closed(suite.port(), firstTimePayees("ws"), connections, plan.warmUpSeconds()))
          .orFail(name);
      List<Double> ceilings = new ArrayList<>();
      List<Double> callbacks = new ArrayList<>();
      List<Double> firstTimePayees = new ArrayList<>();
      for (int round = 0; round < plan.rounds(); round++) {
        long before = suite.receiver().count();
        LoadResult result = ceiling(measurement, players("c" + round));
        ceilings.add(result.perSecond());
        callbacks.add(callbacksPerSecond(suite.receiver(), before, result.seconds()));
        firstTimePayees.add(ceiling(measurement, firstTimePayees("s" + round)).perSecond());
      }
      Spread ceiling = Spread.of(ceilings);
      List<Row> rows = new ArrayList<>();
      rows.add(Row.of(name, "payouts/s", ceiling).withGoal(new Goal.AtLeast(GOAL_PER_SECOND)));
      rows.add(Row.of(name, "callbacks/s meanwhile", Spread.of(callbacks)));
      rows.add(Row.of(name + ", to first-time payees", "payouts/s", Spread.of(firstTimePayees)));
      if (!plan.quick()) {
        rows.addAll(latencies(measurement, ceiling.median() / 2));
        rows.addAll(latencies(measurement, GOAL_PER_SECOND / 2));
      }
      suite.booksMustAgree(out);
      return rows;
    }
  }

  /** Waits for the first one where a phase is shorter than a callback takes, as in a smoke run. */
  private static double callbacksPerSecond(Receiver receiver, long before, double seconds)
      throws InterruptedException {
    long ended = System.nanoTime();
    long waited = 0;
    long count = receiver.count();
    while (count == before && waited < LONGEST_WAIT.toNanos()) {
      Thread.sleep(PAUSE);
      count = receiver.count();
      waited = System.nanoTime() - ended;
    }
    return (count - before) / (seconds + waited / 1e9);
  }

  private static LoadResult ceiling(Measurement of, Traffic traffic) throws InterruptedException {
    Phase phase =
        Phase.closed(of.suite.port(), traffic, of.plan.connections(CONNECTIONS), of.plan.seconds());
    LoadResult result = of.load.run(phase).orFail(of.name);
    of.out.printf(
        Locale.ROOT,
        "%.0f/s, p50 %.1f p99 %.1f ms%n",
        result.perSecond(),
        result.p50Millis(),
        result.p99Millis());
    return result;
  }

  private static List<Row> latencies(Measurement of, double perSecond) throws InterruptedException {
    Plan plan = of.plan;
    List<LoadResult> results = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      Traffic traffic = players("o" + (int) perSecond + "_" + round);
      LoadResult result =
          of.load
              .run(
                  Phase.open(
                      of.suite.port(),
                      traffic,
                      plan.connections(CONNECTIONS),
                      plan.rate(perSecond),
                      plan.seconds()))
              .orFail(of.name);
      of.out.printf(
          Locale.ROOT,
          "at %.0f/s: p50 %.1f p99 %.1f p99.9 %.1f max %.0f ms%n",
          perSecond,
          result.p50Millis(),
          result.p99Millis(),
          result.p999Millis(),
          result.maxMillis());
      results.add(result);
    }
    String atRate = String.format(Locale.ROOT, "%s, at %,.0f/s", of.name, perSecond);
    Row p99 =
        Row.of(atRate, "p99 ms", Spread.of(results.stream().map(LoadResult::p99Millis).toList()));
    return List.of(
        Row.of(atRate, "p50 ms", Spread.of(results.stream().map(LoadResult::p50Millis).toList())),
        perSecond == GOAL_PER_SECOND / 2 ? p99.withGoal(new Goal.Below(GOAL_MILLIS)) : p99,
        Row.of(
            atRate, "p99.9 ms", Spread.of(results.stream().map(LoadResult::p999Millis).toList())),
        Row.of(atRate, "most ms", Spread.of(results.stream().map(LoadResult::maxMillis).toList())));
  }

  private static Traffic players(String run) {
    return new Traffic.Payouts(
        Platform.merchants(), Platform.FIRST_PLAYER, Platform.PLAYERS, run + "_");
  }

  private static Traffic firstTimePayees(String run) {
    return new Traffic.Payouts(
        Platform.merchants(), Platform.FIRST_TIME_PAYEE_UID, Platform.FIRST_TIME_PAYEES, run + "_");
  }
}
