package io.berth.bench.callbacks;

import io.berth.bench.callbacks.DeliveryBacklog.Share;
import io.berth.bench.load.LoadGenerator;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Measures the time from the payment of an order to its callback, and callbacks per second. */
public final class CallbacksBenchmark implements Benchmark {

  private static final int CONNECTIONS = 16;
  private static final double UNLOADED_PER_SECOND = 20;
  private static final double WARM_UP_PER_SECOND = 200;
  private static final int LATENCY_ROUND_FACTOR = 2;
  private static final double GOAL_MILLIS = 150;

  /** Flat within 15 %. */
  private static final Goal FLAT = new Goal.TimesReference(0.85);

  private static final int BACKLOG = 100_000;
  private static final int SHARED_BACKLOG = 30_000;
  private static final int BARE_POSTS = 50_000;
  private static final int SMOKE_POSTS = 200;

  /** Rounds with responsive receivers only, and rounds with some that hang. */
  private record Turns(List<Double> allRespond, List<Double> someHang) {
    Row row(String name, PrintStream out) {
      Spread alone = Spread.of(allRespond);
      Spread beside = Spread.of(someHang);
      out.printf("%s: %s/s beside %s/s%n", name, beside, alone);
      return Row.of(name, "callbacks/s", beside).beside(alone);
    }
  }

  private static final Share NOTHING = new Share(0, 0, 0);

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    List<Row> rows =
        new ArrayList<>(plan.suites().with(false, out, suite -> measure(plan, suite, out)));
    rows.add(plan.suites().withManyApps(out, suite -> drainToMany(plan, suite, out)));
    return rows;
  }

  /** A tenth of the receivers hangs; the reference is the same without that tenth. */
  private static Row drainToMany(Plan plan, BenchSuite suite, PrintStream out) throws Exception {
    try (LoadGenerator load = new LoadGenerator()) {
      payOut(suite, load, "many", plan.rate(WARM_UP_PER_SECOND), plan.warmUpSeconds());
    }
    DeliveryBacklog backlog = new DeliveryBacklog(suite);
    backlog.awaitEmpty();
    int answering = suite.platform().answering();
    int hanging = suite.platform().hanging();
    int each = plan.either(BACKLOG / Platform.MANY, 2);
    Share good = new Share(answering * each, 0, answering);
    Share bad = new Share(hanging * each, answering, hanging);
    Turns turns = new Turns(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < plan.rounds(); round++) {
      turns.allRespond().add(backlog.drain(good, NOTHING));
      turns.someHang().add(backlog.drain(good, bad));
    }
    String name =
        String.format(
            Locale.ROOT,
            "callbacks, a backlog of %,d to %,d receivers of which %d hang (reference: without them)",
            good.count() + bad.count(),
            answering + hanging,
            hanging);
    suite.booksMustAgree(out);
    return turns.row(name, out).withGoal(FLAT);
  }

  private static List<Row> measure(Plan plan, BenchSuite suite, PrintStream out) throws Exception {
    try (LoadGenerator load = new LoadGenerator()) {
      payOut(suite, load, "warm", plan.rate(WARM_UP_PER_SECOND), plan.warmUpSeconds());
      DeliveryBacklog backlog = new DeliveryBacklog(suite);
      backlog.awaitEmpty();
      List<Row> rows = new ArrayList<>();
      Measurement measurement = new Measurement(plan, suite, load, out);
      List<Row> unloaded = latency("paid → callback received, unloaded", "u", measurement);
      rows.add(unloaded.getFirst());
      rows.add(unloaded.getLast().withGoal(new Goal.Below(GOAL_MILLIS)));
      rows.add(drain(plan, suite, backlog, out));
      rows.add(drainBesideOneThatHangs(plan, backlog, out));
      rows.addAll(latency("paid → callback received, 1 of 11 apps hangs", "h", measurement));
      suite.booksMustAgree(out);
      return rows;
    }
  }

  private static void payOut(
      BenchSuite suite, LoadGenerator load, String run, double perSecond, double seconds)
      throws InterruptedException {
    Traffic traffic =
        new Traffic.Payouts(
            Platform.merchants(), Platform.FIRST_PLAYER, Platform.PLAYERS, run + "_");
    load.run(Phase.open(suite.port(), traffic, CONNECTIONS, perSecond, seconds)).orFail("payouts");
  }

  private record Measurement(Plan plan, BenchSuite suite, LoadGenerator load, PrintStream out) {}

  /** Measures p50 and p99, one row each. */
  private static List<Row> latency(String name, String run, Measurement of) throws Exception {
    Plan plan = of.plan;
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      payOut(
          of.suite,
          of.load,
          run + round,
          UNLOADED_PER_SECOND,
          Math.max(1, plan.seconds() * LATENCY_ROUND_FACTOR));
      Histogram latencies = CallbackLatency.of(of.suite, run + round + "_");
      p50.add(latencies.getValueAtPercentile(50) / 1000.0);
      p99.add(latencies.getValueAtPercentile(99) / 1000.0);
      of.out.printf(
          Locale.ROOT,
          "%s: %d callbacks, p50 %.1f p99 %.1f max %.0f ms%n",
          name,
          latencies.getTotalCount(),
          p50.getLast(),
          p99.getLast(),
          latencies.getMaxValue() / 1000.0);
    }
    return List.of(Row.of(name, "p50 ms", Spread.of(p50)), Row.of(name, "p99 ms", Spread.of(p99)));
  }

  private static Row drain(Plan plan, BenchSuite suite, DeliveryBacklog backlog, PrintStream out)
      throws Exception {
    int size = plan.either(BACKLOG, 200);
    double perSecond = backlog.drain(new Share(size, 0, Platform.APPS), NOTHING);
    double bare = bare(plan, suite.receiver());
    out.printf(Locale.ROOT, "backlog of %d: %.0f/s, bare posts: %.0f/s%n", size, perSecond, bare);
    return Row.of(
            String.format(
                Locale.ROOT,
                "callbacks, a backlog of %,d to fast receivers, its first minute at most",
                size),
            "callbacks/s",
            Spread.of(perSecond))
        .beside(Spread.of(bare));
  }

  private static double bare(Plan plan, Receiver receiver) throws InterruptedException {
    try (BarePosts posts = new BarePosts()) {
      return posts.perSecond(
          new BarePosts.Posts(
              receiver.port(), receiver.latest(), plan.either(BARE_POSTS, SMOKE_POSTS)));
    }
  }

  private static Row drainBesideOneThatHangs(Plan plan, DeliveryBacklog backlog, PrintStream out)
      throws Exception {
    Turns turns = new Turns(new ArrayList<>(), new ArrayList<>());
    int size = plan.either(SHARED_BACKLOG, 200);
    Share good = new Share(size, 0, Platform.APPS - 1);
    Share bad = new Share(size / (Platform.APPS - 1), Platform.HANGING, 1);
    for (int round = 0; round < plan.rounds(); round++) {
      turns.allRespond().add(backlog.drain(good, NOTHING));
      turns.someHang().add(backlog.drain(good, bad));
    }
    return turns.row(
        "callbacks to nine receivers beside one that hangs (reference: without it)", out);
  }
}
