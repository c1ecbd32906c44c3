package io.berth.pay.reconciliation;

import io.berth.dialect.App;
import reactor.core.publisher.Mono;

/** Asks merchants' servers. */
@FunctionalInterface
interface MerchantCalls {

  /** The body of an answer with HTTP 200; a {@link CallFailed} otherwise. */
  Mono<byte[]> post(App app, String url, byte[] body, String requestId);

  /** No answer, or not one of HTTP 200; the message is for the merchant's eyes. */
  final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallFailed(String message) {
      super(message, null, false, false);
    }
  }
}
