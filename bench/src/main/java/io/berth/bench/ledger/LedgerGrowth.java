package io.berth.bench.ledger;

import io.berth.bench.ledger.LedgerLoad.Way;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures payments per second as orders pile up. */
record LedgerGrowth(Plan plan, PayPlatform platform, LedgerRounds measuring) {

  private static final int CALLERS = 512;
  private static final int REFERENCE_CALLERS = 64;
  private static final int DAYS_PER_FILL = 6;

  /** Leaves the orders in place, so that later measurements run on a filled database. */
  List<Row> rows() throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    long present = 0;
    int daysAgo = 1;
    for (long orders : sizes()) {
      platform.fill(orders - present, daysAgo);
      present = orders;
      daysAgo += DAYS_PER_FILL;
      List<Spread> both =
          measuring.inTurn(
              LedgerLoad.closed(Way.ONE_BY_ONE, 1, REFERENCE_CALLERS, plan.seconds()),
              LedgerLoad.closed(Way.LEDGER, 1, CALLERS, plan.seconds()));
      rows.add(
          Row.of(
                  String.format(
                      Locale.ROOT,
                      "ledger, one merchant, %,d orders exist, beside one transaction each",
                      orders),
                  "payments/s",
                  both.get(1))
              .beside(both.get(0)));
    }
    return rows;
  }

  private List<Long> sizes() {
    if (plan.smoke()) {
      return List.of(1_000L);
    }
    return plan.large()
        ? List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L)
        : List.of(10_000L, 1_000_000L);
  }
}
