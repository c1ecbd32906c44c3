package io.berth.pay.ledger;

import reactor.core.publisher.Mono;

/** Moves money. */
public interface Ledger {

  /**
   * Settles wholly or not at all; sending the same again is safe. An error leaves open what
   * happened: ask again.
   */
  Mono<PostingOutcome> post(LedgerTransaction transaction);

  /** Whether an error of {@link #post} says that nothing was posted. */
  static boolean postedNothing(Throwable failure) {
    return PostBatchCall.postedNothing(failure);
  }
}
