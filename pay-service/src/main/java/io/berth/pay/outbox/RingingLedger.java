package io.berth.pay.outbox;

import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.SettleOutcome;
import io.berth.pay.ledger.Settlement;
import io.berth.pay.order.EventBell;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

/** Wakes the relay after each settlement, and measures it. */
final class RingingLedger implements Ledger {

  private final Ledger ledger;
  private final EventBell bell;
  private final MeterRegistry meters;

  RingingLedger(Ledger ledger, EventBell bell, MeterRegistry meters) {
    this.ledger = ledger;
    this.bell = bell;
    this.meters = meters;
  }

  @Override
  public Mono<SettleOutcome> settle(Settlement settlement) {
    return Mono.defer(
        () -> {
          Timer.Sample start = Timer.start(meters);
          return ledger
              .settle(settlement)
              .doOnNext(
                  outcome -> {
                    bell.ring();
                    start.stop(timer(outcome.getClass().getSimpleName()));
                  })
              .doOnError(failure -> start.stop(timer("Error")));
        });
  }

  private Timer timer(String outcome) {
    return meters.timer("berth.ledger.settle", "outcome", outcome);
  }
}
