package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.service.audit.AuditLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Posts approved adjustments exactly once: the row is locked meanwhile, and the ledger knows the
 * transfer by the adjustment's id for all time. After a crash between the two the next round posts
 * it again, and finds that it exists.
 */
@Component
class AdjustmentPosting {
  private static final int BATCH = 50;

  private final AdjustmentRows rows;
  private final FormerAccounts formerAccounts;
  private final Coins coins;
  private final Ledger ledger;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  AdjustmentPosting(
      AdjustmentRows rows,
      FormerAccounts formerAccounts,
      Coins coins,
      Ledger ledger,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rows = rows;
    this.formerAccounts = formerAccounts;
    this.coins = coins;
    this.ledger = ledger;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Void> postApproved() {
    return rows.approved(BATCH).concatMap(id -> post(id, "adjustment-" + id)).then();
  }

  /** Posts an adjustment that an outcome says is approved, and reads it again. */
  Mono<Outcome> postIfApproved(Outcome outcome, Caller caller) {
    return outcome instanceof OperatorPayOutcome.AdjustmentFound(Adjustment made)
            && made.state() == AdjustmentState.APPROVED
        ? post(made.id(), caller.requestId()).then(rows.outcome(made.id()))
        : Mono.just(outcome);
  }

  private Mono<Void> post(long id, String requestId) {
    return rows.lockApproved(id)
        .flatMap(adjustment -> postLocked(adjustment, requestId))
        .as(transaction::transactional);
  }

  private Mono<Void> postLocked(Adjustment adjustment, String requestId) {
    return coins
        .byCode(adjustment.coin())
        .zipWith(otherSide(adjustment))
        .flatMap(
            both ->
                ledger.post(transaction(adjustment, both.getT1().id(), both.getT2(), requestId)))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted(long transferId, _) ->
                      finish(adjustment, AdjustmentState.POSTED, transferId, requestId);
                  case PostingOutcome.Exists(long transferId) ->
                      finish(adjustment, AdjustmentState.POSTED, transferId, requestId);
                  case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
                      finish(adjustment, AdjustmentState.REFUSED, null, requestId);
                  // It stays approved, and the next round asks again.
                  case PostingOutcome.Overloaded _ -> Mono.<Void>empty();
                  case PostingOutcome.NotAllowed _,
                      PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.WrongState _ ->
                      Mono.error(new IllegalStateException("adjustment: " + outcome));
                });
  }

  private Mono<Account> otherSide(Adjustment adjustment) {
    return switch (adjustment.side()) {
      case CREDIT, DEBIT -> Mono.just(Account.issuer(Realm.of(adjustment.uid())));
      case FUND, DRAW -> Mono.just(Account.issuer(Realm.LIVE));
      case ASSIGN -> formerAccounts.suspenseFor(adjustment.uid()).map(Account::suspense);
    };
  }

  private static LedgerTransaction transaction(
      Adjustment adjustment, int coinId, Account other, String requestId) {
    Account account =
        switch (adjustment.side()) {
          case CREDIT, DEBIT, ASSIGN -> Account.of(adjustment.uid(), adjustment.account());
          case FUND, DRAW -> Account.conversion(Realm.LIVE);
        };
    Posting posting =
        switch (adjustment.side()) {
          case CREDIT, ASSIGN, FUND -> new Posting(other, account, adjustment.amount(), coinId);
          case DEBIT, DRAW -> new Posting(account, other, adjustment.amount(), coinId);
        };
    return new LedgerTransaction(
        new LedgerTransaction.Target.InternalTransfer(
            "adjustment/" + adjustment.id(), Purpose.of(Purpose.Type.CORRECTION)),
        null,
        null,
        List.of(posting),
        requestId);
  }

  private Mono<Void> finish(
      Adjustment adjustment, AdjustmentState state, @Nullable Long transferId, String requestId) {
    String action = state == AdjustmentState.POSTED ? "adjustment.post" : "adjustment.refuse";
    return rows.finish(adjustment.id(), state, transferId)
        .then(
            audit.writeOwn(
                requestId,
                action,
                "adjustment/" + adjustment.id(),
                transferId == null ? Map.of() : Map.of("transfer", Long.toString(transferId))));
  }
}
