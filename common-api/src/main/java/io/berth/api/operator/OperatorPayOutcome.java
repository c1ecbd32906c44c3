package io.berth.api.operator;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link OperatorPayCommand}s. */
public sealed interface OperatorPayOutcome extends Outcome.ForConsole {

  /**
   * @param auditDifferences accounts whose balance is not what their entries say; null before the
   *     first pass
   * @param auditedAt when the last pass ended
   * @param outboxWaiting events that are not published yet
   * @param oldestWaiting when the longest waiting event was made
   * @param approvalsWaiting adjustments that another operator has to decide about
   * @param reconciliationFailures app days of the last 30 days that disagree or could not be
   *     compared
   * @param approvalAboveUsdt adjustments worth more than this need approval
   */
  record Books(
      @Nullable Long auditDifferences,
      @Nullable Instant auditedAt,
      long outboxWaiting,
      @Nullable Instant oldestWaiting,
      long approvalsWaiting,
      long reconciliationFailures,
      BigDecimal approvalAboveUsdt)
      implements OperatorPayOutcome {}

  /**
   * Part of a person's data, which are one JSON object in all.
   *
   * @param next where the next part begins; null for the last one
   */
  record UserExport(String json, @Nullable Long next) implements OperatorPayOutcome {

    @Override
    public String toString() {
      return "UserExport[" + json.length() + "]";
    }
  }

  /**
   * The auditor's word.
   *
   * @param passes the last of each kind
   * @param running whether a full pass was asked for that has not ended
   * @param differences the first of what the last passes found
   */
  record AuditReport(List<AuditPass> passes, boolean running, List<BooksDifference> differences)
      implements OperatorPayOutcome {}

  /**
   * @param full whether every entry was added up
   * @param differences accounts that were wrong
   */
  record AuditPass(boolean full, Instant finishedAt, long differences) {}

  /**
   * Account whose balance is not what its entries say.
   *
   * @param owner uid; 0 for an account without an owner; null, as all of the account's own values,
   *     where entries belong to no account
   * @param kind as in the ledger, for example {@code COIN}
   * @param coin empty where it is unknown
   * @param missingEntry first number that no entry of the account has; null where none is missing,
   *     or before a full pass
   * @param transferId first ledger transaction whose entries do not sum to zero; null where all do,
   *     or before a full pass
   */
  record BooksDifference(
      long accountId,
      @Nullable Long owner,
      @Nullable String kind,
      String coin,
      @Nullable BigDecimal balance,
      @Nullable BigDecimal frozen,
      @Nullable Long entries,
      BigDecimal trueBalance,
      BigDecimal trueFrozen,
      long trueEntries,
      @Nullable Long missingEntry,
      @Nullable Long transferId) {}

  record UserBalances(List<KindBalance> balances) implements OperatorPayOutcome {}

  record KindBalance(AccountKind account, BalanceOutcome.Balance balance) {}

  record Suspense(List<SuspenseAccount> accounts) implements OperatorPayOutcome {}

  /**
   * @param formerUid of the person whose account the money was in; it may be theirs
   * @param apps whose it may be as well
   */
  record SuspenseAccount(long formerUid, String coin, BigDecimal amount, List<SuspenseApp> apps) {}

  /**
   * @param uid of the app's account
   */
  record SuspenseApp(String appId, long uid) {}

  record Conversions(List<ConversionAccount> accounts) implements OperatorPayOutcome {}

  record ConversionAccount(String coin, BigDecimal amount) {}

  record AdjustmentFound(Adjustment adjustment) implements OperatorPayOutcome {}

  /**
   * @param more whether there are further ones
   */
  record Adjustments(List<Adjustment> adjustments, boolean more) implements OperatorPayOutcome {}

  /**
   * @param appliesAt when it is posted without a second operator, because there was none; null
   *     where another operator has to decide
   * @param decidedBy null while it waits, and where no decision was needed
   * @param transferId of the ledger; null where nothing was posted
   */
  record Adjustment(
      long id,
      OperatorPayCommand.Side side,
      long uid,
      AccountKind account,
      String coin,
      BigDecimal amount,
      String reason,
      AdjustmentState state,
      long requestedBy,
      Instant requestedAt,
      @Nullable Instant appliesAt,
      @Nullable Long decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String decisionReason,
      @Nullable Long transferId) {}

  enum AdjustmentState {
    /** Another operator has to decide. */
    WAITING,
    /** Will be posted in a moment. */
    APPROVED,
    REJECTED,
    WITHDRAWN,
    EXPIRED,
    POSTED,
    /** The account has too little, or too much of it is frozen. */
    REFUSED
  }
}
