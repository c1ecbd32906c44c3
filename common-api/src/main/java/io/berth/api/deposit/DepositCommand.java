package io.berth.api.deposit;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import java.math.BigDecimal;

/** Commands of owners and operators about the deposit of an app. */
public sealed interface DepositCommand extends PayCommand, ConsoleCommand {

  /** Answers {@link DepositOutcome.DepositFound}. */
  record ReadDeposit() implements DepositCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Pays from the app's main account into its deposit. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param key made by the form: sent again it pays nothing more
   */
  record PayDeposit(String coin, BigDecimal amount, String key) implements DepositCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Answers {@link DepositOutcome.DepositFound}, or {@link Outcome.Invalid}. */
  record OperateDeposit(String app) implements DepositCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Draws on a deposit, or returns it to the app's main account. Answers {@link
   * ChangeOutcome.ChangeWaiting}: another operator confirms it; or {@link Outcome.Invalid}.
   *
   * @param kind not {@code PAY_IN}
   */
  record MoveDeposit(
      String app, DepositMoveKind kind, String coin, BigDecimal amount, String reason)
      implements DepositCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }
}
