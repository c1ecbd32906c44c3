package io.berth.api.order;

import io.berth.api.Outcome;
import java.util.List;

/** Answers to {@link PaidEventCommand}s. */
public sealed interface PaidEventOutcome extends Outcome.Success {

  /**
   * @param events of paid orders among those looked at
   * @param upTo the last order looked at
   * @param more whether there may be others to look at
   */
  record PaidEvents(List<PaidEvent> events, long upTo, boolean more) implements PaidEventOutcome {}

  /**
   * @param eventId as in the {@link OrderEvent} of the payment
   */
  record PaidEvent(long orderId, String eventId) {}
}
