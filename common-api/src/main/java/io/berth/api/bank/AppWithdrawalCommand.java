package io.berth.api.bank;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import java.math.BigDecimal;

/** Commands of owners about withdrawals of an app's money to the bank account of its company. */
public sealed interface AppWithdrawalCommand extends PayCommand, ConsoleCommand {

  @Override
  default Permission permission() {
    return Permission.COMPANY_WRITE;
  }

  /** Answers {@link AppWithdrawalOutcome.AppWithdrawalsFound}. */
  record ReadAppWithdrawals() implements AppWithdrawalCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Sets the bank account that the app's money goes to. Nothing is withdrawn to it for a while.
   * Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   */
  record SetAppBankAccount(String iban, String holder) implements AppWithdrawalCommand {}

  /** Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record SetWithdrawalSchedule(WithdrawalSchedule schedule) implements AppWithdrawalCommand {}

  /**
   * Withdraws from the app's main account what is available. Answers {@link Outcome.Done}, or
   * {@link Outcome.Invalid}.
   *
   * @param money what the bank is to pay, in the currency of the platform's account
   * @param key made by the form: sent again it withdraws nothing more
   */
  record RequestAppWithdrawal(String coin, BigDecimal money, String key)
      implements AppWithdrawalCommand {}
}
