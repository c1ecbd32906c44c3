package io.berth.pay.order;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Finds merchants' answers to their first callbacks. */
@FunctionalInterface
public interface FirstCallbackLookup {

  /** HTTP status of the first attempt to tell of this order; 0 where none is known in time. */
  Mono<Integer> status(long orderId, Duration patience);
}
