package io.berth.bench.ledger;

/**
 * A series of payments of 1 coin from random payers.
 *
 * @param merchants number of merchants that receive payments
 * @param callers number of callers that wait for each payment; payments per call for {@link
 *     Way#SET_BASED}
 * @param perSecond intended payments per second without waiting; 0 for callers that wait
 */
record LedgerLoad(Way way, int merchants, int callers, double perSecond, double seconds) {

  /** Path of payments into the database. */
  enum Way {
    /** Through pay-service's ledger. */
    LEDGER,
    /** One transaction for each payment, on the pool that pay-service has. */
    ONE_BY_ONE,
    /** One connection that posts many payments to one merchant with one statement. */
    SET_BASED
  }

  static LedgerLoad closed(Way way, int merchants, int callers, double seconds) {
    return new LedgerLoad(way, merchants, callers, 0, seconds);
  }

  /** Latencies in milliseconds. */
  record Latencies(double p50, double p99, double p999, double max) {}

  /** Result of a run; latencies count from when a payment was intended. */
  record Result(long payments, long failures, double seconds, Latencies latencies) {

    double perSecond() {
      return payments / seconds;
    }
  }
}
