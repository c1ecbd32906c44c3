package io.berth.pay.ledger;

import io.berth.service.batch.BatchQueue;
import io.berth.service.batch.Queued;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Publishes the metrics of the posting loop. */
final class PostingMetrics {

  /** Reason why a settlement was not even tried. */
  enum Rejection {
    FULL,
    LATE,
    CLOSED
  }

  private final MeterRegistry meters;
  private final Timer wait;
  private final Timer call;
  private final DistributionSummary batch;
  private final Counter split;

  PostingMetrics(MeterRegistry meters, BatchQueue<?, ?> queue) {
    this.meters = meters;
    wait =
        Timer.builder("berth.ledger.wait")
            .description("From being handed over to being sent to the database")
            .register(meters);
    call =
        Timer.builder("berth.ledger.call")
            .description("One batch in the database")
            .register(meters);
    batch =
        DistributionSummary.builder("berth.ledger.batch")
            .description("Settlements that were sent to the database together")
            .register(meters);
    split =
        Counter.builder("berth.ledger.split")
            .description("Batches that failed and were tried again in halves")
            .register(meters);
    Gauge.builder("berth.ledger.queue", queue, BatchQueue::size)
        .description("Settlements waiting to be posted")
        .register(meters);
    for (Rejection rejection : Rejection.values()) {
      rejected(rejection);
    }
  }

  void sent(List<Queued<LedgerTransaction, PostingOutcome>> transactions, long now) {
    batch.record(transactions.size());
    for (Queued<?, ?> transaction : transactions) {
      wait.record(transaction.nanos(now), TimeUnit.NANOSECONDS);
    }
  }

  void called(long nanos) {
    call.record(Duration.ofNanos(nanos));
  }

  void split() {
    split.increment();
  }

  void rejected(Rejection rejection, int count) {
    rejected(rejection).increment(count);
  }

  private Counter rejected(Rejection rejection) {
    return Counter.builder("berth.ledger.rejected")
        .description("Settlements that were refused because too many were waiting")
        .tag("reason", rejection.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  /** From being handed over to the outcome. */
  void ended(String outcome, long nanos) {
    meters.timer("berth.ledger.settle", "outcome", outcome).record(Duration.ofNanos(nanos));
  }
}
