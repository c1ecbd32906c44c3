package io.berth.pay.order;

import io.berth.api.order.PaymentCommand;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Looks for the outcome of a change whose response was lost: the database did not respond in time,
 * or its connection broke after the change was sent.
 */
public final class LostOutcome {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private LostOutcome() {}

  /** Repeats a query until it finds something, for a bounded time; empty if it finds nothing. */
  public static <T> Mono<T> find(Supplier<Mono<T>> query) {
    return Mono.defer(query)
        .onErrorResume(failure -> Mono.empty())
        .repeatWhenEmpty(attempts -> attempts.delayElements(PAUSE))
        .timeout(PaymentCommand.LOOKUP, Mono.empty());
  }
}
