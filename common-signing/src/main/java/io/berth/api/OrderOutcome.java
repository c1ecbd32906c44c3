package io.berth.api;

/** Answers to {@link OrderCommand}s. */
public sealed interface OrderOutcome extends Outcome.ForConsole {

  record PaidOrders(long count) implements OrderOutcome {}
}
