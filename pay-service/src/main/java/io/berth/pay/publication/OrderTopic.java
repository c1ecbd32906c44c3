package io.berth.pay.publication;

import io.berth.api.order.OrderEvent;
import reactor.core.publisher.Mono;

/** Topic of order events. */
@FunctionalInterface
interface OrderTopic {

  /** Completes when the event is safe; events of one order arrive in the order of these calls. */
  Mono<Void> publish(OrderEvent event);
}
