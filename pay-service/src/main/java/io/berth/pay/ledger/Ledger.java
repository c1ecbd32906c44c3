package io.berth.pay.ledger;

import reactor.core.publisher.Mono;

/** Posts transactions. */
public interface Ledger {

  /**
   * Posts a transaction wholly or not at all; repeating it is safe. After an error the outcome is
   * unknown: repeat it.
   */
  Mono<PostingOutcome> post(LedgerTransaction transaction);

  /** Whether an error of {@link #post} says that nothing was posted. */
  static boolean postedNothing(Throwable failure) {
    return Verdicts.postedNothing(failure);
  }
}
