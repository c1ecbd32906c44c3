package io.berth.bench.ledger;

import io.berth.bench.ledger.LedgerLoad.Latencies;
import io.berth.bench.ledger.LedgerLoad.Way;
import io.berth.bench.money.LedgerAudit;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Measures payments through pay-service's ledger. References on the same database are one
 * transaction for each payment, and the bare set-based statement. The outbox relay is off
 * meanwhile.
 */
public final class LedgerBenchmark implements Benchmark {

  private static final List<Integer> CALLERS = List.of(1, 8, 64, 512);
  private static final List<Integer> QUICK_CALLERS = List.of(1, 512);
  private static final List<Integer> SMOKE_CALLERS = List.of(1, 64);
  private static final int MANY = 1_000;
  private static final int BATCH = 256;
  private static final double TIMES_ONE_BY_ONE = 8;
  private static final double TIMES_SET_BASED = 0.6;

  private static final SequencedMap<String, Function<Latencies, Double>> FIGURES =
      new LinkedHashMap<>();

  static {
    FIGURES.put("p50 ms", Latencies::p50);
    FIGURES.put("p99 ms", Latencies::p99);
    FIGURES.put("p99.9 ms", Latencies::p999);
    FIGURES.put("most ms", Latencies::max);
  }

  /** The ledger and its reference with the same number of callers. */
  private record Pair(int callers, Spread reference, Spread ours) {}

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    try (PayPlatform platform = new PayPlatform(plan)) {
      out.println("pay-service runs with " + String.join(" ", plan.services()));
      warmUp(plan, platform, out);
      LedgerRounds measuring = new LedgerRounds(plan, platform, out);
      List<Row> rows = new ArrayList<>();
      if (plan.quick()) {
        rows.addAll(rows("one merchant", matrix(plan, QUICK_CALLERS, measuring, 1)));
      } else {
        List<Integer> callers = plan.either(CALLERS, SMOKE_CALLERS);
        rows.addAll(new LedgerGrowth(plan, platform, measuring).rows());
        List<Pair> busy = matrix(plan, callers, measuring, 1);
        List<Pair> spread = matrix(plan, callers, measuring, MANY);
        rows.addAll(rows("one merchant", busy));
        rows.addAll(rows("1,000 merchants", spread));
        rows.addAll(latencies(measuring, busy));
        rows.addAll(goals(measuring, busy));
      }
      LedgerAudit.mustAgree(platform.admin(), out);
      return rows;
    }
  }

  private static void warmUp(Plan plan, PayPlatform platform, PrintStream out)
      throws InterruptedException {
    for (Way way : Way.values()) {
      int callers = way == Way.SET_BASED ? BATCH : 64;
      LedgerLoad.Result warm =
          platform.drive(LedgerLoad.closed(way, 1, callers, plan.warmUpSeconds()));
      out.printf(Locale.ROOT, "warm: %s, %.0f/s%n", way, warm.perSecond());
    }
    platform.reset();
  }

  private static List<Pair> matrix(
      Plan plan, List<Integer> counts, LedgerRounds measuring, int merchants)
      throws InterruptedException {
    List<Pair> pairs = new ArrayList<>();
    for (int callers : counts) {
      List<Spread> both =
          measuring.inTurn(
              LedgerLoad.closed(Way.ONE_BY_ONE, merchants, callers, plan.seconds()),
              LedgerLoad.closed(Way.LEDGER, merchants, callers, plan.seconds()));
      pairs.add(new Pair(callers, both.get(0), both.get(1)));
    }
    return pairs;
  }

  private static List<Row> rows(String whom, List<Pair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                Row.of(
                        String.format(
                            Locale.ROOT,
                            "ledger, %s, %d callers, beside one transaction each",
                            whom,
                            pair.callers()),
                        "payments/s",
                        pair.ours())
                    .beside(pair.reference()))
        .toList();
  }

  /** Runs each at half of its maximum: a common rate would be too high for one of them. */
  private static List<Row> latencies(LedgerRounds measuring, List<Pair> busy)
      throws InterruptedException {
    double ours = best(busy, Pair::ours).median() / 2;
    double theirs = best(busy, Pair::reference).median() / 2;
    List<Latencies> ourRounds = measuring.latencies(Way.LEDGER, ours);
    List<Latencies> theirRounds = measuring.latencies(Way.ONE_BY_ONE, theirs);
    String name = "ledger, one merchant, at %,.0f/s beside one transaction each at %,.0f/s";
    List<Row> rows = new ArrayList<>();
    FIGURES.forEach(
        (unit, figure) ->
            rows.add(
                Row.of(
                        name.formatted(ours, theirs),
                        unit,
                        Spread.of(ourRounds.stream().map(figure).toList()))
                    .beside(Spread.of(theirRounds.stream().map(figure).toList()))));
    return rows;
  }

  private static List<Row> goals(LedgerRounds measuring, List<Pair> busy)
      throws InterruptedException {
    Spread ours = best(busy, Pair::ours);
    Spread setBased =
        measuring
            .inTurn(LedgerLoad.closed(Way.SET_BASED, 1, BATCH, measuring.plan().seconds()))
            .getFirst();
    return List.of(
        Row.of("ledger, one busy merchant, beside one transaction each", "payments/s", ours)
            .beside(best(busy, Pair::reference))
            .withGoal(new Goal.TimesReference(TIMES_ONE_BY_ONE)),
        Row.of("ledger, one busy merchant, beside the bare set-based call", "payments/s", ours)
            .beside(setBased)
            .withGoal(new Goal.TimesReference(TIMES_SET_BASED)));
  }

  private static Spread best(List<Pair> pairs, Function<Pair, Spread> figure) {
    return pairs.stream().map(figure).max(Comparator.comparing(Spread::median)).orElseThrow();
  }
}
