package io.berth.api.totals;

import io.berth.api.ConsoleCommand;
import io.berth.api.PayCommand;
import io.berth.api.Permission;

/** Commands of people about orders in total. Each answers {@link TotalsOutcome.OrderTotals}. */
public sealed interface OrderTotalsCommand extends PayCommand, ConsoleCommand {

  TotalsPeriod period();

  @Override
  default Permission permission() {
    return Permission.MONEY_READ;
  }

  record ReadOrderTotals(TotalsPeriod period) implements OrderTotalsCommand {}

  /** Reads the totals of all apps of a company together. */
  record ReadCompanyOrderTotals(String companyId, TotalsPeriod period)
      implements OrderTotalsCommand {}

  /** Reads the totals of all apps together. */
  record ReadPlatformOrderTotals(TotalsPeriod period) implements OrderTotalsCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }
}
