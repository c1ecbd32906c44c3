package io.berth.bench.ledger;

import reactor.core.publisher.Mono;

/** Makes payments in one of the compared ways. */
interface Payments {

  /** Makes one payment; returns whether it was made, never empty. */
  Mono<Boolean> pay(String tradeNo, long payer, long merchant);
}
