package io.berth.callback.delivery;

import io.berth.api.order.OrderEvent;
import io.berth.callback.endpoint.Endpoint;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.dialect.Dialect;
import io.berth.dialect.callback.Callbacks.Message;
import java.time.Duration;

/** Next step for a delivery that is due. */
public sealed interface DeliveryStep {

  LeasedDelivery leased();

  /** Send the request; the endpoint has granted it. */
  record Send(
      LeasedDelivery leased, OrderEvent event, Dialect dialect, Endpoint endpoint, Message message)
      implements DeliveryStep {}

  /** The request cannot be made; an attempt all the same, so that it comes to an end. */
  record Unsendable(LeasedDelivery leased, OrderEvent event, Dialect dialect, String error)
      implements DeliveryStep {}

  /** Not an attempt: the delivery is due again after a delay. */
  record Later(LeasedDelivery leased, Duration delay) implements DeliveryStep {}

  /** Not applicable: the dialect has no such callback, or the app has no callback URL. */
  record NotApplicable(LeasedDelivery leased) implements DeliveryStep {}
}
