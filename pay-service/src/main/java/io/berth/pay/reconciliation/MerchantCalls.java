package io.berth.pay.reconciliation;

import io.berth.dialect.api.App;
import reactor.core.publisher.Mono;

/** Asks merchants' servers. */
@FunctionalInterface
interface MerchantCalls {

  /** The body of an answer with HTTP 200; a {@link BooksFailed} otherwise. */
  Mono<byte[]> post(App app, String url, byte[] body, String requestId);
}
