package io.berth.api.bank;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.change.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/** Commands of operators about withdrawals by bank transfer. */
public sealed interface WithdrawalCommand extends PayCommand, ConsoleCommand {

  @Override
  default Permission permission() {
    return Permission.OPERATE_MONEY;
  }

  /**
   * Answers {@link BankOutcome.Withdrawals}, newest first.
   *
   * @param waiting only those that are neither paid nor returned
   * @param before those with a smaller id; null for the newest
   */
  record ReadWithdrawals(boolean waiting, @Nullable Long before) implements WithdrawalCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Approves a withdrawal for the next file, or returns the money. Answers {@link Outcome.Done},
   * {@link ChangeOutcome.ChangeWaiting} above the platform's limit and for the return of what was
   * given to the bank, or {@link Outcome.Invalid}.
   */
  record DecideWithdrawal(long withdrawalId, boolean approved, String reason)
      implements WithdrawalCommand {}

  /** Carries out a decision that another operator has confirmed; nobody sends it. */
  record ApplyWithdrawal(long withdrawalId, boolean approved) implements WithdrawalCommand {}

  /**
   * Makes a file of all approved withdrawals for the bank, at most 200. Answers {@link
   * BankOutcome.WithdrawalsExported}, or {@link Outcome.Invalid} where there are none.
   */
  record ExportWithdrawals() implements WithdrawalCommand {}

  /** Answers {@link BankOutcome.WithdrawalFile}, always the same, or {@link Outcome.Invalid}. */
  record ReadWithdrawalFile(long exportId) implements WithdrawalCommand {}
}
