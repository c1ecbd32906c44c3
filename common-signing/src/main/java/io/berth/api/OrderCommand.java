package io.berth.api;

import java.time.Instant;

/** What people ask about an app's orders. */
public sealed interface OrderCommand extends PayCommand.FromConsole {

  /**
   * How many of the orders that the app made since then are paid. Answers {@link
   * OrderOutcome.PaidOrders}.
   *
   * @param since inclusive
   */
  record CountPaidOrders(Instant since) implements OrderCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }
}
