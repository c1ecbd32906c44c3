package io.berth.service.change;

import io.berth.api.Outcome;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.State;
import io.berth.service.audit.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Carries out what was confirmed, once: the row is held meanwhile. Where a crash came between the
 * confirmation and this, the next round does it.
 */
final class ChangeApplication {
  private static final Logger log = LoggerFactory.getLogger(ChangeApplication.class);

  private final ChangeRows rows;
  private final ChangeHandler handler;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  ChangeApplication(
      ChangeRows rows, ChangeHandler handler, AuditLog audit, TransactionalOperator transaction) {
    this.rows = rows;
    this.handler = handler;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Void> apply(long id, String requestId) {
    return transaction
        .execute(
            status ->
                rows.lockConfirmed(id)
                    .flatMap(
                        confirmed ->
                            handler
                                .apply(confirmed.command(), confirmed.change())
                                .flatMap(
                                    outcome -> applied(confirmed.change(), outcome, requestId)))
                    .doOnNext(
                        done -> {
                          if (!done) {
                            status.setRollbackOnly();
                          }
                        }))
        .singleOrEmpty()
        .flatMap(done -> done ? Mono.<Void>empty() : failed(id, requestId));
  }

  private Mono<Boolean> applied(PendingChange change, Outcome outcome, String requestId) {
    if (outcome instanceof Outcome.Refusal || outcome instanceof Outcome.Invalid) {
      log.warn("change {} of {} fails: {}", change.id(), change.object(), outcome);
      return Mono.just(false);
    }
    return rows.finish(change.id(), State.APPLIED)
        .then(
            audit.writeOwn(
                requestId, change.action(), change.object(), PendingChanges.details(change)))
        .thenReturn(true);
  }

  private Mono<Void> failed(long id, String requestId) {
    return rows.finish(id, State.FAILED)
        .filter(Boolean::booleanValue)
        .flatMap(_ -> rows.find(id))
        .flatMap(
            change ->
                audit.writeOwn(
                    requestId,
                    change.action() + ".fail",
                    change.object(),
                    PendingChanges.details(change)))
        .as(transaction::transactional);
  }
}
