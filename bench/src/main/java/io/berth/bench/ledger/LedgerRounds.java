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

  /** Measures latencies at a rate, and prints each round: a median hides what happens rarely. */
  List<LedgerLoad.Latencies> latencies(LedgerLoad.Way way, double perSecond)
      throws InterruptedException {
    List<LedgerLoad.Latencies> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      LedgerLoad.Latencies result =
          platform.drive(new LedgerLoad(way, 1, 0, perSecond, plan.seconds())).latencies();
      out.printf(
          Locale.ROOT,
          "%s at %.0f/s: p50 %.1f p99 %.1f p99.9 %.1f max %.0f ms%n",
          way,
          perSecond,
          result.p50(),
          result.p99(),
          result.p999(),
          result.max());
      rounds.add(result);
    }
    return rounds;
  }
}
