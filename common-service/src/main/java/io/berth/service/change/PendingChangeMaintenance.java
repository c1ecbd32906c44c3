package io.berth.service.change;

import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.State;
import io.berth.service.audit.AuditLog;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Expires old changes, carries out due ones and notifies the operators of new ones. All times are
 * the database's, so a restart changes nothing.
 */
record PendingChangeMaintenance(
    ChangeRows rows,
    Operators operators,
    ChangeApplication application,
    AuditLog audit,
    TransactionalOperator transaction) {
  private static final int BATCH = 50;

  /** A step that fails does not keep the others from being taken. */
  Mono<Void> run() {
    return Flux.concatDelayError(
            rows.unnotified(BATCH).collectList().flatMap(this::notifyOperators),
            rows.expired(BATCH).concatMapDelayError(id -> end(id, State.EXPIRED, ".expire")),
            rows.due(BATCH).concatMapDelayError(this::decideDue),
            rows.confirmed(BATCH).concatMapDelayError(id -> application.apply(id, requestId(id))))
        .then();
  }

  private static String requestId(long id) {
    return "change-" + id;
  }

  /** An operator who was frozen or demoted meanwhile changes nothing any more. */
  private Mono<Void> decideDue(long id) {
    return rows.find(id)
        .flatMap(
            change -> {
              Long requester = change.requestedBy();
              return requester == null
                  ? Mono.just(true)
                  : operators.ask(requester, null, requestId(id)).map(FourEyes::acting);
            })
        .flatMap(
            acting ->
                acting
                    ? end(id, State.CONFIRMED, ".time-passed")
                    : end(id, State.EXPIRED, ".expire"));
  }

  private Mono<Void> end(long id, State state, String step) {
    return rows.decide(id, state, null, "")
        .filter(Boolean::booleanValue)
        .flatMap(_ -> rows.find(id))
        .flatMap(
            change ->
                audit.writeOwn(
                    requestId(id),
                    change.action() + step,
                    change.object(),
                    PendingChanges.details(change)))
        .as(transaction::transactional);
  }

  private Mono<Void> notifyOperators(List<PendingChange> changes) {
    return changes.isEmpty()
        ? Mono.empty()
        : operators
            .notifyOf(changes, requestId(changes.getFirst().id()))
            .then(rows.markNotified(changes.stream().map(PendingChange::id).toList()));
  }
}
