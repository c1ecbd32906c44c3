package io.berth.callback.delivery;

import io.berth.api.order.OrderEvent;
import io.berth.callback.endpoint.Endpoint;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.dialect.Dialect;
import io.berth.dialect.callback.Callbacks.Message;
import java.time.Duration;

/** Next step for a delivery that is due. */
public sealed interface DeliveryStep {

  LeasedDelivery claimed();

  /** Call the merchant; the endpoint has granted it. */
  record Send(
      LeasedDelivery claimed, OrderEvent event, Dialect dialect, Endpoint endpoint, Message message)
      implements DeliveryStep {}

  /** The request cannot be made; an attempt all the same, so that it comes to an end. */
  record Unsendable(LeasedDelivery claimed, OrderEvent event, Dialect dialect, String error)
      implements DeliveryStep {}

  /** Not an attempt: look at it again after a while. */
  record Later(LeasedDelivery claimed, Duration delay) implements DeliveryStep {}

  /** The dialect does not tell of such an event, or the app has nowhere to be told. */
  record NotApplicable(LeasedDelivery claimed) implements DeliveryStep {}
}
