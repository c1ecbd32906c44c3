package io.berth.pay.operator;

import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.Operators;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notifies the operators of waiting adjustments, expires old ones, and approves and posts those
 * that are due.
 */
@Component
class AdjustmentScheduler {
  private static final int BATCH = 50;
  private static final Duration LIFE = Duration.ofDays(7);

  private final AdjustmentRows rows;
  private final AdjustmentPosting posting;
  private final Operators operators;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  AdjustmentScheduler(
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

  /** Runs every step, also after one has failed. */
  Mono<Void> run() {
    return Flux.concatDelayError(
            rows.unnotified(BATCH).collectList().flatMap(this::notifyOperators),
            rows.expired(BATCH)
                .concatMapDelayError(old -> end(old, AdjustmentState.EXPIRED, "expire")),
            rows.due(BATCH).concatMapDelayError(this::itsTimeHasCome),
            posting.postApproved())
        .then();
  }

  /** An operator who was frozen or demoted since the request credits no account. */
  private Mono<Void> itsTimeHasCome(Adjustment due) {
    return operators
        .ask(due.requestedBy(), due.uid() == 0 ? null : due.uid(), requestId(due))
        .flatMap(
            standing ->
                standing.acting()
                    ? end(due, AdjustmentState.APPROVED, "time-passed")
                    : end(due, AdjustmentState.EXPIRED, "expire"));
  }

  private Mono<Void> end(Adjustment adjustment, AdjustmentState state, String step) {
    return rows.decide(adjustment.id(), state, null, null)
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                audit.writeOwn(
                    requestId(adjustment),
                    "adjustment." + step,
                    "adjustment/" + adjustment.id(),
                    Map.of()))
        .as(transaction::transactional);
  }

  private static String requestId(Adjustment adjustment) {
    return "adjustment-" + adjustment.id();
  }

  private Mono<Void> notifyOperators(List<Adjustment> waiting) {
    return waiting.isEmpty()
        ? Mono.empty()
        : operators
            .notifyOf(
                waiting.stream().map(AdjustmentScheduler::change).toList(),
                requestId(waiting.getFirst()))
            .then(rows.markNotified(waiting.stream().map(Adjustment::id).toList()));
  }

  private static PendingChange change(Adjustment adjustment) {
    String what =
        adjustment.amount().toPlainString()
            + " "
            + adjustment.coin()
            + " ("
            + adjustment.account().name().toLowerCase(Locale.ROOT)
            + ")";
    return new PendingChange(
        adjustment.id(),
        "adjustment",
        adjustment.uid() == 0 ? "conversions" : "user/" + adjustment.uid(),
        List.of(new Difference(adjustment.side().name().toLowerCase(Locale.ROOT), "", what)),
        adjustment.reason(),
        PendingChange.State.WAITING,
        adjustment.requestedBy(),
        null,
        adjustment.requestedAt(),
        adjustment.appliesAt(),
        adjustment.requestedAt().plus(LIFE),
        null,
        null,
        null);
  }
}
