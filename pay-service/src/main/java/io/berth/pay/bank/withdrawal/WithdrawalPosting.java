package io.berth.pay.bank.withdrawal;

import io.berth.api.AccountKind;
import io.berth.api.bank.BankOutcome.WithdrawalState;
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
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves the money of withdrawals, each step exactly once: the row is locked meanwhile, and the
 * ledger knows the step by its name for all time. Payment and return have one name, so that only
 * one of them is ever posted. After a crash in between, the next round posts the step again, and
 * finds that it exists.
 */
@Component
public class WithdrawalPosting {
  private static final int BATCH = 50;

  /** Longer than a transaction that has just changed a withdrawal takes to end. */
  private static final Duration SOON = Duration.ofMillis(200);

  private final Withdrawals withdrawals;
  private final Ledger ledger;
  private final AuditLog audit;
  private final TransactionalOperator transaction;
  private final WakeUpSignal changed = new WakeUpSignal();

  WithdrawalPosting(
      Withdrawals withdrawals, Ledger ledger, AuditLog audit, TransactionalOperator transaction) {
    this.withdrawals = withdrawals;
    this.ledger = ledger;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Void> postOpen() {
    return withdrawals.open(BATCH).concatMapDelayError(id -> post(id, "withdrawal-" + id)).then();
  }

  /** Has {@link #postOpen} run after the caller's transaction. */
  public void postSoon() {
    changed.signalIn(SOON);
  }

  Flux<Boolean> changes() {
    return changed.signals();
  }

  /** Posts the next step of a withdrawal, if it has one. */
  Mono<Void> post(long id, String requestId) {
    return withdrawals
        .lock(id)
        .flatMap(
            locked ->
                switch (locked.state()) {
                  case REQUESTED -> post(locked, hold(locked), WithdrawalState.HELD, requestId);
                  case PAYING -> post(locked, payment(locked), WithdrawalState.PAID, requestId);
                  case CANCELLING ->
                      post(locked, back(locked), WithdrawalState.REJECTED, requestId);
                  case HELD, REFUSED, APPROVED, EXPORTED, PAID, REJECTED -> Mono.<Void>empty();
                })
        .as(transaction::transactional);
  }

  private record Step(String name, Account from, Account to) {}

  private static Step hold(Withdrawal withdrawal) {
    return new Step("hold", own(withdrawal), Account.withdrawal(withdrawal.uid()));
  }

  private static Step payment(Withdrawal withdrawal) {
    return new Step("end", Account.withdrawal(withdrawal.uid()), Account.bank());
  }

  private static Step back(Withdrawal withdrawal) {
    return new Step("end", Account.withdrawal(withdrawal.uid()), own(withdrawal));
  }

  private static Account own(Withdrawal withdrawal) {
    return Account.of(withdrawal.uid(), AccountKind.COIN);
  }

  private Mono<Void> post(
      Withdrawal withdrawal, Step step, WithdrawalState next, String requestId) {
    return ledger
        .post(
            new LedgerTransaction(
                new LedgerTransaction.Target.InternalTransfer(
                    "withdrawal/" + withdrawal.id() + '/' + step.name,
                    Purpose.of(
                        withdrawal.appId() == null
                            ? Purpose.Type.WITHDRAWAL
                            : Purpose.Type.SETTLEMENT)),
                null,
                null,
                List.of(new Posting(step.from, step.to, withdrawal.amount(), withdrawal.coinId())),
                requestId))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted _, PostingOutcome.Exists _ ->
                      finish(withdrawal, next, requestId);
                  case PostingOutcome.TooLittle _,
                      PostingOutcome.Frozen _,
                      PostingOutcome.NotAllowed _
                      when next == WithdrawalState.HELD ->
                      finish(withdrawal, WithdrawalState.REFUSED, requestId);
                  // It keeps its state, and the next round asks again.
                  case PostingOutcome.Overloaded _ -> Mono.<Void>empty();
                  default ->
                      Mono.error(
                          new IllegalStateException(
                              "withdrawal " + withdrawal.id() + ": " + outcome));
                });
  }

  private Mono<Void> finish(Withdrawal withdrawal, WithdrawalState next, String requestId) {
    return withdrawals
        .set(withdrawal.id(), next)
        .then(
            audit.writeOwn(
                requestId,
                "withdrawal." + next.name().toLowerCase(Locale.ROOT),
                "withdrawal/" + withdrawal.id(),
                Map.of()));
  }
}
