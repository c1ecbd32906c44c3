package io.berth.pay.ledger;

import reactor.core.publisher.Mono;

/** Moves money. */
public interface Ledger {

  /**
   * Settles wholly or not at all; sending the same again is safe. An error leaves open what
   * happened: ask again.
   */
  Mono<PostingOutcome> settle(LedgerTransaction settlement);

  /** Whether an error of {@link #settle} says that nothing was posted. */
  static boolean leftNothing(Throwable failure) {
    return PostBatchCall.leftNothing(failure);
  }
}
