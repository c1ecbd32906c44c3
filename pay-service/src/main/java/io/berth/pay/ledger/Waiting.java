package io.berth.pay.ledger;

import reactor.core.publisher.MonoSink;

/** A settlement and who waits for its outcome. */
final class Waiting {

  private final Settlement settlement;
  private final MonoSink<SettleOutcome> caller;
  private final long sinceNanos;
  private volatile boolean givenUp;

  Waiting(Settlement settlement, MonoSink<SettleOutcome> caller, long sinceNanos) {
    this.settlement = settlement;
    this.caller = caller;
    this.sinceNanos = sinceNanos;
    caller.onCancel(() -> givenUp = true);
  }

  Settlement settlement() {
    return settlement;
  }

  /** Whether nobody wants to know any more. */
  boolean isGivenUp() {
    return givenUp;
  }

  void answer(SettleOutcome outcome) {
    caller.success(outcome);
  }

  void fail(Throwable failure) {
    caller.error(failure);
  }

  /** {@link System#nanoTime()} */
  long sinceNanos() {
    return sinceNanos;
  }

  long nanos(long now) {
    return now - sinceNanos;
  }
}
