package io.berth.callback.delivery;

import io.berth.api.OrderEvent;
import io.berth.callback.endpoint.Endpoint;
import io.berth.dialect.Callbacks.Message;
import io.berth.dialect.Dialect;
import java.time.Duration;

/** Next step for a delivery that is due. */
sealed interface Step {

  Claimed claimed();

  /** Call the merchant; the endpoint has granted it. */
  record Send(
      Claimed claimed, OrderEvent event, Dialect dialect, Endpoint endpoint, Message message)
      implements Step {}

  /** The request cannot be made; an attempt all the same, so that it comes to an end. */
  record Unmakeable(Claimed claimed, OrderEvent event, Dialect dialect, String error)
      implements Step {}

  /** Not an attempt: look at it again after a while. */
  record Later(Claimed claimed, Duration delay) implements Step {}

  /** The dialect does not tell of such an event, or the app has nowhere to be told. */
  record Unwanted(Claimed claimed) implements Step {}
}
