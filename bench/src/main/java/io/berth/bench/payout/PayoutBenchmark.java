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
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Payouts of ten apps through gateway and pay-service, signed, committed and answered, while the
 * callbacks that they cause are delivered on the same cores.
 */
public final class PayoutBenchmark implements Benchmark {

  private static final int CONNECTIONS = 96;
  private static final double GOAL_PER_SECOND = 2_000;
  private static final double GOAL_MILLIS = 100;

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        plan.suites()
            .with(false, out, suite -> measure("payout, all in one process", plan, suite, out)));
    if (!plan.smoke()) {
      rows.addAll(
          plan.suites()
              .with(
                  true, out, suite -> measure("payout, a process per service", plan, suite, out)));
    }
    return rows;
  }

  private static List<Row> measure(String name, Plan plan, BenchSuite suite, PrintStream out)
      throws InterruptedException {
    int connections = plan.connections(CONNECTIONS);
    try (LoadGenerator load = new LoadGenerator()) {
      load.run(Phase.closed(suite.port(), players("w"), connections, plan.longWarmUpSeconds()))
          .orFail(name);
      // Else their way is compiled, and what they share with the others anew, while it counts.
      load.run(Phase.closed(suite.port(), strangers("ws"), connections, plan.warmUpSeconds()))
          .orFail(name);
      List<Double> ceilings = new ArrayList<>();
      List<Double> callbacks = new ArrayList<>();
      List<Double> strangers = new ArrayList<>();
      for (int round = 0; round < plan.rounds(); round++) {
        long before = suite.receiver().count();
        LoadResult result = ceiling(name, plan, suite, load, out, players("c" + round));
        ceilings.add(result.perSecond());
        callbacks.add((suite.receiver().count() - before) / result.seconds());
        strangers.add(ceiling(name, plan, suite, load, out, strangers("s" + round)).perSecond());
      }
      Spread ceiling = Spread.of(ceilings);
      List<Row> rows = new ArrayList<>();
      rows.add(Row.of(name, "payouts/s", ceiling).withGoal(new Goal.AtLeast(GOAL_PER_SECOND)));
      rows.add(Row.of(name, "callbacks/s meanwhile", Spread.of(callbacks)));
      rows.add(Row.of(name + ", to strangers", "payouts/s", Spread.of(strangers)));
      rows.addAll(latencies(name, plan, suite, load, out, ceiling.median() / 2));
      rows.addAll(latencies(name, plan, suite, load, out, GOAL_PER_SECOND / 2));
      suite.booksMustAgree(out);
      return rows;
    }
  }

  private static LoadResult ceiling(
      String name,
      Plan plan,
      BenchSuite suite,
      LoadGenerator load,
      PrintStream out,
      Traffic traffic)
      throws InterruptedException {
    int connections = plan.connections(CONNECTIONS);
    LoadResult result =
        load.run(Phase.closed(suite.port(), traffic, connections, plan.seconds())).orFail(name);
    out.printf(
        Locale.ROOT,
        "%.0f/s, p50 %.1f p99 %.1f ms%n",
        result.perSecond(),
        result.p50Millis(),
        result.p99Millis());
    return result;
  }

  private static List<Row> latencies(
      String name,
      Plan plan,
      BenchSuite suite,
      LoadGenerator load,
      PrintStream out,
      double perSecond)
      throws InterruptedException {
    List<LoadResult> results = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      Traffic traffic = players("o" + (int) perSecond + "_" + round);
      LoadResult result =
          load.run(
                  Phase.open(
                      suite.port(),
                      traffic,
                      plan.connections(CONNECTIONS),
                      plan.rate(perSecond),
                      plan.seconds()))
              .orFail(name);
      out.printf(
          Locale.ROOT,
          "at %.0f/s: p50 %.1f p99 %.1f max %.0f ms%n",
          perSecond,
          result.p50Millis(),
          result.p99Millis(),
          result.maxMillis());
      results.add(result);
    }
    String atRate = String.format(Locale.ROOT, "%s, at %,.0f/s", name, perSecond);
    Row p99 =
        Row.of(atRate, "p99 ms", Spread.of(results.stream().map(LoadResult::p99Millis).toList()));
    return List.of(
        Row.of(atRate, "p50 ms", Spread.of(results.stream().map(LoadResult::p50Millis).toList())),
        perSecond == GOAL_PER_SECOND / 2 ? p99.withGoal(new Goal.Below(GOAL_MILLIS)) : p99);
  }

  private static Traffic players(String run) {
    return new Traffic.Payouts(
        Platform.merchants(), Platform.FIRST_PLAYER, Platform.PLAYERS, run + "_");
  }

  private static Traffic strangers(String run) {
    return new Traffic.Payouts(
        Platform.merchants(), Platform.FIRST_STRANGER, Platform.STRANGERS, run + "_");
  }
}
