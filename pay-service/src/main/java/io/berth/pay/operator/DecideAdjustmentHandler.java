package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Reasons;
import io.berth.service.change.Operators;
import io.berth.service.command.CommandHandler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Approves, rejects or withdraws an adjustment that waits for another operator. */
@Component
class DecideAdjustmentHandler implements CommandHandler<DecideAdjustment> {
  private final AdjustmentRows rows;
  private final AdjustmentPosting posting;
  private final Operators operators;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  DecideAdjustmentHandler(
      AdjustmentRows rows,
      AdjustmentPosting posting,
      Operators operators,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rows = rows;
    this.posting = posting;
    this.operators = operators;
    this.audit = audit;
    this.transaction = transaction;
  }

  @Override
  public Mono<Outcome> handle(DecideAdjustment decide, Caller caller) {
    long decider = Objects.requireNonNull(caller.uid());
    String reason = decide.reason().strip();
    if (!(decide.approved() ? Reasons.isShortEnough(reason) : Reasons.isGiven(reason))) {
      return Mono.just(Outcome.Invalid.of("reason", "missing"));
    }
    return rows.find(decide.id())
        .flatMap(
            found ->
                mayDecide(found, decide, decider, caller)
                    .flatMap(
                        may ->
                            may
                                ? decide(found, decide.approved(), decider, reason, caller)
                                : Mono.just(Outcome.Invalid.of("id", "too-new"))))
        .defaultIfEmpty(Outcome.Invalid.of("id", "unknown"));
  }

  /** Only approving takes an operator of some standing; rejecting and withdrawing do not. */
  private Mono<Boolean> mayDecide(
      Adjustment found, DecideAdjustment decide, long decider, Caller caller) {
    return !decide.approved() || found.requestedBy() == decider
        ? Mono.just(true)
        : operators.mayConfirm(
            decider, found.requestedBy(), found.requestedAt(), caller.requestId());
  }

  private Mono<Outcome> decide(
      Adjustment found, boolean approved, long decider, String reason, Caller caller) {
    boolean own = found.requestedBy() == decider;
    AdjustmentState state =
        approved
            ? AdjustmentState.APPROVED
            : own ? AdjustmentState.WITHDRAWN : AdjustmentState.REJECTED;
    String action =
        approved ? "adjustment.approve" : own ? "adjustment.withdraw" : "adjustment.reject";
    Function<Boolean, Mono<Outcome>> written =
        decided ->
            decided
                ? audit
                    .write(caller, action, "adjustment/" + found.id(), reason, Map.of())
                    .then(rows.outcome(found.id()))
                : Mono.just(
                    Outcome.Invalid.of(
                        "id",
                        approved && own && found.state() == AdjustmentState.WAITING
                            ? "own"
                            : "decided"));
    return rows.decide(found.id(), state, decider, reason)
        .flatMap(written)
        .as(transaction::transactional)
        .flatMap(outcome -> posting.postIfApproved(outcome, caller));
  }
}
