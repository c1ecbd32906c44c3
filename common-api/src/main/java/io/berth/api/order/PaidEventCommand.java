package io.berth.api.order;

import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import java.util.List;

/** Compares deliveries of callback-service with paid orders. */
public sealed interface PaidEventCommand extends PayCommand {

  /**
   * Events of paid orders, by the orders' ids, that a delivery must have been made of by now.
   * Answers {@link PaidEventOutcome.PaidEvents}.
   *
   * @param after the last order that was compared
   * @param limit orders looked at, paid or not; 1 to 1000
   */
  record ReadPaidEvents(long after, int limit) implements PaidEventCommand {}

  /**
   * Has these paid orders' events published again, those included that were lost. Answers {@link
   * Outcome.Done}.
   *
   * @param orderIds at most 1000
   */
  record PublishPaidEvents(List<Long> orderIds) implements PaidEventCommand {}
}
