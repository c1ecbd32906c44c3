package io.berth.pay.bank.withdrawal;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.bank.WithdrawalCommand.ApplyWithdrawal;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange.Difference;
import io.berth.pay.access.Amounts;
import io.berth.service.audit.Reasons;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Approves and rejects withdrawals, or proposes it to another operator. */
@Component
class WithdrawalHandler {
  private final Withdrawals withdrawals;
  private final WithdrawalDecisions decisions;
  private final WithdrawalPosting posting;
  private final Operators operators;
  private final PendingChanges changes;
  private final TransactionalOperator transaction;

  WithdrawalHandler(
      Withdrawals withdrawals,
      WithdrawalDecisions decisions,
      WithdrawalPosting posting,
      Operators operators,
      PendingChanges changes,
      TransactionalOperator transaction) {
    this.withdrawals = withdrawals;
    this.decisions = decisions;
    this.posting = posting;
    this.operators = operators;
    this.changes = changes;
    this.transaction = transaction;
  }

  Mono<Outcome> decide(DecideWithdrawal decide, Caller caller) {
    if (!Reasons.isGiven(decide.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return withdrawals
        .find(decide.withdrawalId())
        .flatMap(
            found ->
                operators
                    .ask(caller.uid(), found.uid(), caller.requestId())
                    .flatMap(standing -> decide(found.id(), decide, standing, caller)))
        .defaultIfEmpty(Invalid.of("id", "unknown"));
  }

  private Mono<Outcome> decide(long id, DecideWithdrawal decide, FourEyes standing, Caller caller) {
    return withdrawals
        .lockApprover(Objects.requireNonNull(caller.uid()))
        .then(Mono.defer(() -> withdrawals.lock(id)))
        .flatMap(
            locked ->
                WithdrawalDecisions.isPossible(locked, decide.approved())
                    ? needsSecond(locked, decide.approved(), standing, caller)
                        .flatMap(
                            second ->
                                second
                                    ? changes.propose(proposal(locked, decide), standing, caller)
                                    : decisions.make(locked, decide, caller))
                    : Mono.just(Invalid.of("id", "decided")))
        .as(transaction::transactional)
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? posting.post(id, caller.requestId()).thenReturn(outcome)
                    : Mono.just(outcome));
  }

  /** What the bank was told to pay may yet be paid. */
  private Mono<Boolean> needsSecond(
      Withdrawal locked, boolean approved, FourEyes standing, Caller caller) {
    return approved
        ? decisions.needsSecond(locked, standing, Objects.requireNonNull(caller.uid()))
        : Mono.just(locked.state() == WithdrawalState.EXPORTED);
  }

  private static Proposal proposal(Withdrawal withdrawal, DecideWithdrawal decide) {
    String money =
        Amounts.canonical(withdrawal.money()).toPlainString() + ' ' + withdrawal.currency();
    return new Proposal(
        decide.approved() ? "withdrawal.approve" : "withdrawal.cancel",
        "withdrawal/" + withdrawal.id(),
        List.of(
            new Difference("user", "", Long.toString(withdrawal.uid())),
            new Difference("iban", "", withdrawal.iban()),
            new Difference("money", "", money)),
        decide.reason(),
        new ApplyWithdrawal(withdrawal.id(), decide.approved()));
  }
}
