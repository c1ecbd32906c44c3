package io.berth.api.bank;

import io.berth.api.Outcome;
import io.berth.api.bank.BankOutcome.WithdrawalLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link AppWithdrawalCommand}s. */
public sealed interface AppWithdrawalOutcome extends Outcome.ForConsole {

  /** Schedule on which an app's money is withdrawn without being asked for. */
  enum WithdrawalSchedule {
    /** Never. */
    MANUAL,
    DAILY,
    /** On Mondays. */
    WEEKLY,
    /** On the first day of each month. */
    MONTHLY
  }

  /**
   * @param offered whether the platform offers withdrawals to apps; the rest is empty otherwise
   * @param account null where none is set
   * @param currency of the platform's account
   * @param minimum money from which a schedule withdraws
   * @param amounts one per coin that can be withdrawn
   * @param withdrawals at most 50, newest first
   */
  record AppWithdrawalsFound(
      String appId,
      boolean offered,
      @Nullable AppBankAccount account,
      String currency,
      BigDecimal minimum,
      List<WithdrawableAmount> amounts,
      List<WithdrawalLine> withdrawals)
      implements AppWithdrawalOutcome {}

  /**
   * @param usableFrom when money may go there
   * @param usable whether it may now
   * @param next day of the schedule's next withdrawals; null where it is {@code MANUAL}
   */
  record AppBankAccount(
      String iban,
      String holder,
      Instant usableFrom,
      boolean usable,
      WithdrawalSchedule schedule,
      @Nullable LocalDate next) {}

  /**
   * @param available coins
   * @param money the most that the bank can pay for them, in the currency
   */
  record WithdrawableAmount(String coin, BigDecimal available, BigDecimal money) {}
}
