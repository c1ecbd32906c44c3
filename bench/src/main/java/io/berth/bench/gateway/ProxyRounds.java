package io.berth.bench.gateway;

import io.berth.bench.load.LoadGenerator;
import io.berth.bench.load.LoadResult;
import io.berth.bench.load.Phase;
import io.berth.bench.load.Traffic;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures proxies in turns; the first is Berth's gateway, the others are references. */
final class ProxyRounds {

  private static final int CONNECTIONS = 64;
  private static final double POSTING_SECONDS = 2;

  /** Beside nginx, which checks the signature only. */
  private static final Goal THROUGHPUT_GOAL = new Goal.TimesReference(1);

  private static final Goal CPU_GOAL = new Goal.AtMostTimesReference(1.1);
  private static final Goal P99_GOAL = new Goal.AtMostTimesReference(1.2);

  /** The results of one round of one proxy. */
  private record Round(double perSecond, double cpuSecondsPerThousand, LoadResult atHalf) {}

  private final Plan plan;
  private final LoadGenerator load;
  private final Traffic traffic;
  private final List<ProxyUnderTest> subjects;
  private final PrintStream out;
  private final Map<ProxyUnderTest, List<Round>> rounds = new HashMap<>();

  ProxyRounds(
      Plan plan,
      LoadGenerator load,
      Traffic traffic,
      List<ProxyUnderTest> subjects,
      PrintStream out) {
    this.plan = plan;
    this.load = load;
    this.traffic = traffic;
    this.subjects = subjects;
    this.out = out;
  }

  List<Row> rows() throws InterruptedException {
    for (ProxyUnderTest subject : subjects) {
      closed(subject, subject.compiles() ? plan.longWarmUpSeconds() : plan.seconds());
    }
    double slowest = Double.MAX_VALUE;
    for (ProxyUnderTest subject : subjects) {
      LoadResult warm = closed(subject, plan.seconds());
      out.printf(Locale.ROOT, "warm: %s, %.0f/s%n", subject.name(), warm.perSecond());
      slowest = Math.min(slowest, warm.perSecond());
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      for (ProxyUnderTest subject : subjects) {
        of(subject).add(measure(subject, plan.rate(slowest / 2)));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (ProxyUnderTest reference : subjects.subList(1, subjects.size())) {
      rows.addAll(compared(reference, plan.rate(slowest / 2)));
    }
    return rows;
  }

  private LoadResult closed(ProxyUnderTest subject, double seconds) throws InterruptedException {
    return load.run(Phase.closed(subject.port(), traffic, plan.connections(CONNECTIONS), seconds))
        .orFail(subject.name());
  }

  private Round measure(ProxyUnderTest subject, double rate) throws InterruptedException {
    closed(subject, Math.min(POSTING_SECONDS, plan.seconds()));
    double before = subject.process().usage().cpuSeconds();
    LoadResult ceiling = closed(subject, plan.seconds());
    double cpu = subject.process().usage().cpuSeconds() - before;
    LoadResult atHalf =
        load.run(
                Phase.open(
                    subject.port(), traffic, plan.connections(CONNECTIONS), rate, plan.seconds()))
            .orFail(subject.name());
    out.printf(
        Locale.ROOT,
        "%s: %.0f/s, %.3f CPU s per 1,000; at %.0f/s p50 %.2f p99 %.2f p99.9 %.2f ms%n",
        subject.name(),
        ceiling.perSecond(),
        cpu * 1000 / ceiling.answered(),
        rate,
        atHalf.p50Millis(),
        atHalf.p99Millis(),
        atHalf.p999Millis());
    return new Round(ceiling.perSecond(), cpu * 1000 / ceiling.answered(), atHalf);
  }

  private List<Row> compared(ProxyUnderTest reference, double rate) {
    String beside = "gateway beside " + reference.name();
    String atRate = beside + String.format(Locale.ROOT, ", at %,.0f/s", rate);
    Row throughput = row(beside, "requests/s", reference, Round::perSecond);
    Row cpu = row(beside, "CPU s/1,000 requests", reference, Round::cpuSecondsPerThousand);
    Row p99 = row(atRate, "p99 ms", reference, round -> round.atHalf().p99Millis());
    if (reference.name().startsWith("nginx")) {
      throughput = throughput.withGoal(THROUGHPUT_GOAL);
      cpu = cpu.withGoal(CPU_GOAL);
      p99 = p99.withGoal(P99_GOAL);
    }
    return plan.quick()
        ? List.of(throughput, cpu, p99)
        : List.of(
            throughput,
            cpu,
            row(atRate, "p50 ms", reference, round -> round.atHalf().p50Millis()),
            p99,
            row(atRate, "p99.9 ms", reference, round -> round.atHalf().p999Millis()));
  }

  private Row row(
      String name, String unit, ProxyUnderTest reference, ToDoubleFunction<Round> figure) {
    return Row.of(name, unit, spread(subjects.getFirst(), figure))
        .beside(spread(reference, figure));
  }

  private Spread spread(ProxyUnderTest subject, ToDoubleFunction<Round> figure) {
    return Spread.of(of(subject).stream().map(figure::applyAsDouble).toList());
  }

  private List<Round> of(ProxyUnderTest subject) {
    return rounds.computeIfAbsent(subject, any -> new ArrayList<>());
  }
}
