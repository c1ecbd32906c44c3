package io.berth.api.totals;

import io.berth.api.CallbackCommand;
import io.berth.api.Permission;

/**
 * Commands of people about callbacks in total. Each answers {@link TotalsOutcome.CallbackTotals}.
 */
public sealed interface CallbackTotalsCommand extends CallbackCommand {

  TotalsPeriod period();

  record ReadCallbackTotals(TotalsPeriod period) implements CallbackTotalsCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }

  /** Reads the totals of all apps of a company together. */
  record ReadCompanyCallbackTotals(String companyId, TotalsPeriod period)
      implements CallbackTotalsCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_READ;
    }
  }

  /** Reads the totals of all apps together. */
  record ReadPlatformCallbackTotals(TotalsPeriod period) implements CallbackTotalsCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }
}
