package io.berth.pay.bank.line;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankCommand.ApplyBankCredit;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CreditReturnedWithdrawal;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.change.PendingChange.Difference;
import io.berth.pay.bank.line.BankLines.Payment;
import io.berth.service.audit.Reasons;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Credits bank lines to people, or proposes it to another operator. */
@Component
class CreditHandler {
  private final CreditTargets targets;
  private final CreditApproval approval;
  private final BankLines lines;
  private final CreditPosting posting;
  private final Operators operators;
  private final PendingChanges changes;
  private final TransactionalOperator transaction;

  CreditHandler(
      CreditTargets targets,
      CreditApproval approval,
      BankLines lines,
      CreditPosting posting,
      Operators operators,
      PendingChanges changes,
      TransactionalOperator transaction) {
    this.targets = targets;
    this.approval = approval;
    this.lines = lines;
    this.posting = posting;
    this.operators = operators;
    this.changes = changes;
    this.transaction = transaction;
  }

  Mono<Outcome> credit(CreditTopUp command, Caller caller) {
    return credit(
        command.lineId(),
        command.reason(),
        caller,
        payment -> targets.of(command, payment),
        Invalid.of("topUp", "not-creditable"));
  }

  Mono<Outcome> creditReturned(CreditReturnedWithdrawal command, Caller caller) {
    return credit(
        command.lineId(),
        command.reason(),
        caller,
        payment -> targets.of(command, payment),
        Invalid.of("withdrawal", "not-creditable"));
  }

  Mono<Outcome> assign(AssignBankLine command, Caller caller) {
    return credit(
        command.lineId(),
        command.reason(),
        caller,
        payment -> targets.of(command, payment, caller),
        Invalid.of("uid", "unknown"));
  }

  /**
   * @param nobody answer where the line cannot be credited so
   */
  private Mono<Outcome> credit(
      long lineId,
      String reason,
      Caller caller,
      Function<Payment, Mono<NewCredit>> target,
      Invalid nobody) {
    if (!Reasons.isGiven(reason)) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return lines
        .open(lineId)
        .filter(Payment::incoming)
        .flatMap(
            payment ->
                target
                    .apply(payment)
                    .filter(credit -> credit.amount().signum() > 0)
                    .flatMap(credit -> credit(payment, credit, reason, caller))
                    .defaultIfEmpty(nobody))
        .defaultIfEmpty(Invalid.of("id", "decided"));
  }

  private Mono<Outcome> credit(Payment payment, NewCredit credit, String reason, Caller caller) {
    return operators
        .ask(caller.uid(), credit.uid(), caller.requestId())
        .flatMap(
            standing ->
                approval
                    .needsSecond(Objects.requireNonNull(caller.uid()), standing, payment.amount())
                    .flatMap(
                        second ->
                            second
                                ? changes.propose(
                                    proposal(payment, credit, reason), standing, caller)
                                : approve(credit, reason, caller))
                    .as(transaction::transactional))
        // Another line was credited for the same top-up at the same moment.
        .onErrorResume(
            DuplicateKeyException.class, _ -> Mono.just(Invalid.of("topUp", "not-creditable")))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? posting.post(credit.lineId(), caller.requestId()).thenReturn(outcome)
                    : Mono.just(outcome));
  }

  private Mono<Outcome> approve(NewCredit credit, String reason, Caller caller) {
    return approval
        .approve(credit, reason, caller)
        .map(approved -> approved ? new Outcome.Done() : Invalid.of("id", "decided"));
  }

  private static Proposal proposal(Payment payment, NewCredit credit, String reason) {
    String coins = credit.amount().toPlainString() + ' ' + credit.coin().code();
    return new Proposal(
        "bank.credit",
        "bank-line/" + credit.lineId(),
        List.of(
            new Difference("user", "", Long.toString(credit.uid())),
            new Difference("credit", "", coins),
            new Difference(
                "received", "", payment.amount().toPlainString() + ' ' + payment.currency())),
        reason,
        new ApplyBankCredit(
            credit.lineId(),
            credit.topUpId(),
            credit.withdrawalId(),
            credit.uid(),
            credit.coin().code(),
            credit.amount()));
  }
}
