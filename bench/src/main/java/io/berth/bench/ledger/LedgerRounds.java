package io.berth.bench.ledger;

import io.berth.bench.plan.Plan;
import io.berth.bench.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs several loads in turns. */
record LedgerRounds(Plan plan, PayPlatform platform, PrintStream out) {

  record Latency(Spread p50, Spread p99) {}

  /** Measures the payments per second of each load. */
  List<Spread> inTurn(LedgerLoad... drives) throws InterruptedException {
    List<List<Double>> rounds =
        Stream.of(drives).map(drive -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < drives.length; i++) {
        rounds.get(i).add(platform.drive(drives[i]).perSecond());
      }
    }
    List<Spread> spreads = rounds.stream().map(Spread::of).toList();
    for (int i = 0; i < drives.length; i++) {
      out.printf(
          Locale.ROOT,
          "%s, %d merchants, %d callers: %s/s%n",
          drives[i].way(),
          drives[i].merchants(),
          drives[i].callers(),
          spreads.get(i));
    }
    return spreads;
  }

  Latency latency(LedgerLoad.Way way, double perSecond) throws InterruptedException {
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      LedgerLoad.Result result =
          platform.drive(new LedgerLoad(way, 1, 0, perSecond, plan.seconds()));
      p50.add(result.p50Millis());
      p99.add(result.p99Millis());
    }
    Latency latency = new Latency(Spread.of(p50), Spread.of(p99));
    out.printf(
        Locale.ROOT,
        "%s at %.0f/s: p50 %s, p99 %s ms%n",
        way,
        perSecond,
        latency.p50(),
        latency.p99());
    return latency;
  }
}
