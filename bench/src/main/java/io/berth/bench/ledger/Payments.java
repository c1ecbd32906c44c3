package io.berth.bench.ledger;

import reactor.core.publisher.Mono;

/** A way to make payments. */
interface Payments {

  /** Whether the payment was made; never empty. */
  Mono<Boolean> pay(String tradeNo, long payer, long merchant);
}
