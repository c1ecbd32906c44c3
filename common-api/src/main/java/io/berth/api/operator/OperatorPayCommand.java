package io.berth.api.operator;

import io.berth.api.AccountKind;
import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.PendingChange;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Commands of operators about money. */
public sealed interface OperatorPayCommand extends PayCommand, ConsoleCommand {

  /** Reads the state of the ledger. Answers {@link OperatorPayOutcome.Books}. */
  record ReadBooks() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link BalanceOutcome.Coins}, at once up to date. */
  record ReadAllCoins() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Makes a coin or changes it; its code stays, and its decimals only grow. Answers {@link
   * Outcome.Done}, {@link ChangeOutcome.ChangeWaiting} where the price changes too much for one, or
   * {@link Outcome.Invalid}.
   *
   * @param priceUsdt null leaves it
   */
  record SetCoin(
      int id,
      String code,
      int decimals,
      @Nullable BigDecimal priceUsdt,
      @Nullable String name,
      String reason)
      implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  /**
   * Closes an app that is not open, for good, once its account holds no money. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}, which says what it still holds.
   */
  record CloseApp(String app, String reason) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Erases a person who owns nothing and has no open order. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}, which says why not.
   */
  record EraseUser(long uid, String reason) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_USERS;
    }
  }

  /**
   * Reads what is stored of a person, for somebody who asked for it by another way. Answers {@link
   * OperatorPayOutcome.UserExport}, or {@link Outcome.Invalid}.
   *
   * @param after {@link OperatorPayOutcome.UserExport#next()} of the part before; null for the
   *     first, which is audited
   */
  record ExportUser(long uid, String reason, @Nullable Long after) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_USERS;
    }
  }

  /** Both accounts in every coin. Answers {@link OperatorPayOutcome.UserBalances}. */
  record ReadUserBalances(long uid) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Credits or debits an account against the coin's issuer; at once, or after another operator's
   * approval where it is worth more than the platform's limit. Answers {@link
   * OperatorPayOutcome.AdjustmentFound}, the same one where the key was sent before, or {@link
   * Outcome.Invalid}.
   *
   * @param key made by the caller, unique for all time
   */
  record RequestAdjustment(
      String key,
      Side side,
      long uid,
      AccountKind account,
      String coin,
      BigDecimal amount,
      String reason)
      implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  enum Side {
    /** From the issuer to the account. */
    CREDIT,
    /** From the account to the issuer. */
    DEBIT,
    /**
     * From the suspense account that holds what may be the account's; always after another
     * operator's approval.
     */
    ASSIGN,
    /** From the issuer to the coin's conversion account, which has no owner: {@code uid} is 0. */
    FUND,
    /** From the coin's conversion account to the issuer; {@code uid} is 0. */
    DRAW
  }

  /**
   * Decides what waits for approval. Operators do not approve what they asked for themselves; to
   * reject it withdraws it. Answers {@link OperatorPayOutcome.AdjustmentFound}, or {@link
   * Outcome.Invalid}.
   */
  record DecideAdjustment(long id, boolean approved, String reason) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPROVE;
    }
  }

  /**
   * Answers {@link OperatorPayOutcome.Adjustments}, newest first.
   *
   * @param waiting only those that wait for approval
   * @param before those with a smaller id; null for the newest
   */
  record ReadAdjustments(boolean waiting, @Nullable Long before) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Money whose owner is unknown: {@link OperatorPayOutcome.Suspense}. */
  record ReadSuspense() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Reads the balances kept for payments with another coin. Answers {@link
   * OperatorPayOutcome.Conversions}.
   */
  record ReadConversions() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** pay-service's part of the audit log: {@link AuditOutcome.AuditPage}. */
  record ReadPayAudit(AuditFilter filter) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link OperatorPayOutcome.AuditReport}. */
  record ReadAuditReport() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Starts a full pass of the auditor, which adds up every entry. Answers {@link Outcome.Done} at
   * once; the report says whether it still runs.
   */
  record StartAudit() implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  /**
   * Asks for a correction of an account that the auditor found wrong: a ledger transaction after
   * which balance and entries agree. Always waits for another operator. Answers {@link
   * ChangeOutcome.ChangeWaiting}, or {@link Outcome.Invalid}.
   *
   * @param keep true to keep the balance, against the issuer; false to restore what the entries say
   */
  record CorrectBooks(long accountId, boolean keep, String reason) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  /**
   * Answers {@link ChangeOutcome.Changes}, newest first.
   *
   * @param waiting only those that wait
   * @param before those with a smaller id; null for the newest
   */
  record ReadPayChanges(boolean waiting, @Nullable Long before) implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link ChangeOutcome.ChangeFound}, or {@link Outcome.Invalid}. */
  record DecidePayChange(long id, PendingChange.Decision decision, String reason)
      implements OperatorPayCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPROVE;
    }
  }
}
