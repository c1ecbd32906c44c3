package io.berth.pay.ledger;

import reactor.core.publisher.MonoSink;

/** A settlement and who waits for its outcome. */
final class QueuedPosting {

  private final LedgerTransaction settlement;
  private final MonoSink<PostingOutcome> caller;
  private final long sinceNanos;
  private volatile boolean givenUp;

  QueuedPosting(LedgerTransaction settlement, MonoSink<PostingOutcome> caller, long sinceNanos) {
    this.settlement = settlement;
    this.caller = caller;
    this.sinceNanos = sinceNanos;
    caller.onCancel(() -> givenUp = true);
  }

  LedgerTransaction settlement() {
    return settlement;
  }

  /** Whether nobody wants to know any more. */
  boolean isGivenUp() {
    return givenUp;
  }

  void answer(PostingOutcome outcome) {
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
