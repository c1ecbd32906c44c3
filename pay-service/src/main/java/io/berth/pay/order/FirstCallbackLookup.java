package io.berth.pay.order;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Finds the responses of merchants to first callbacks. */
@FunctionalInterface
public interface FirstCallbackLookup {

  /** HTTP status of the first callback attempt of this order; 0 where none is known in time. */
  Mono<Integer> status(long orderId, Duration maxWait);
}
