package io.berth.pay.bank.line;

import io.berth.api.AccountKind;
import io.berth.pay.bank.line.BankLines.Approved;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.service.audit.AuditLog;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Posts approved credits exactly once: the row is locked meanwhile, and the ledger knows the
 * transfer by the line's id for all time. After a crash between the two the next round posts it
 * again, and finds that it exists.
 */
@Component
class CreditPosting {
  private static final int BATCH = 50;

  /** Longer than a transaction that has just approved a line takes to end. */
  private static final Duration SOON = Duration.ofMillis(200);

  private final BankLines lines;
  private final Ledger ledger;
  private final AuditLog audit;
  private final TransactionalOperator transaction;
  private final WakeUpSignal approved = new WakeUpSignal();

  CreditPosting(BankLines lines, Ledger ledger, AuditLog audit, TransactionalOperator transaction) {
    this.lines = lines;
    this.ledger = ledger;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Void> postApproved() {
    return lines.approved(BATCH).concatMapDelayError(id -> post(id, "bank-line-" + id)).then();
  }

  /** Has {@link #postApproved} run after the caller's transaction. */
  void postSoon() {
    approved.signalIn(SOON);
  }

  Flux<Boolean> approvals() {
    return approved.signals();
  }

  Mono<Void> post(long id, String requestId) {
    return lines
        .lockApproved(id)
        .flatMap(line -> postLocked(line, requestId))
        .as(transaction::transactional);
  }

  private Mono<Void> postLocked(Approved line, String requestId) {
    LedgerTransaction credit =
        new LedgerTransaction(
            new LedgerTransaction.Target.InternalTransfer(
                "bank-line/" + line.id(), Purpose.of(Purpose.Type.DEPOSIT)),
            null,
            null,
            List.of(
                new Posting(
                    Account.bank(),
                    Account.of(line.uid(), AccountKind.COIN),
                    line.credit(),
                    line.coinId())),
            requestId);
    return ledger
        .post(credit)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted(long transferId, _) ->
                      finish(line, transferId, requestId);
                  case PostingOutcome.Exists(long transferId) ->
                      finish(line, transferId, requestId);
                  // The person was erased meanwhile.
                  case PostingOutcome.NotAllowed _ -> reopen(line, requestId);
                  // It stays approved, and the next round asks again.
                  case PostingOutcome.Overloaded _ -> Mono.<Void>empty();
                  case PostingOutcome.TooLittle _,
                      PostingOutcome.Frozen _,
                      PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.WrongState _ ->
                      Mono.error(new IllegalStateException("bank line: " + outcome));
                });
  }

  private Mono<Void> finish(Approved line, long transferId, String requestId) {
    return lines
        .post(line.id(), transferId)
        .then(
            audit.writeOwn(
                requestId,
                "bank.post",
                "bank-line/" + line.id(),
                Map.of("transfer", Long.toString(transferId))));
  }

  private Mono<Void> reopen(Approved line, String requestId) {
    return lines
        .reopen(line.id())
        .then(audit.writeOwn(requestId, "bank.reopen", "bank-line/" + line.id(), Map.of()));
  }
}
