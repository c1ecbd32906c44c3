package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationOutcome.Problem;
import io.berth.dialect.api.App;
import reactor.core.publisher.Mono;

/** Asks merchants' servers. */
@FunctionalInterface
interface MerchantCalls {

  /** The body of an answer with HTTP 200; a {@link BooksFailed} otherwise. */
  Mono<byte[]> post(App app, String url, byte[] body, String requestId);

  /** The merchant's books could not be read. */
  final class BooksFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem.Kind kind;
    private final String detail;

    BooksFailed(Problem.Kind kind, String detail) {
      super(kind + ": " + detail, null, false, false);
      this.kind = kind;
      this.detail = detail;
    }

    BooksFailed(Problem.Kind kind) {
      this(kind, "");
    }

    Problem problem(boolean ofProfit) {
      return new Problem(kind, detail, ofProfit);
    }
  }
}
