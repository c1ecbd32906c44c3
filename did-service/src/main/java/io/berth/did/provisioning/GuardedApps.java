package io.berth.did.provisioning;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.user.UserOutcome;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppTerms;
import io.berth.did.app.Apps;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Puts apps for the operator's token: an operator confirms changed terms of an existing app, and
 * terms of a new one beyond the platform's defaults. A stolen token therefore raises no limit.
 * Terms of test are about money that is worth nothing.
 */
@Component
final class GuardedApps {
  private final Apps apps;
  private final AppRecords records;
  private final AppTerms terms;
  private final PendingChanges changes;
  private final TransactionalOperator transaction;

  GuardedApps(
      Apps apps,
      AppRecords records,
      AppTerms terms,
      PendingChanges changes,
      TransactionalOperator transaction) {
    this.apps = apps;
    this.records = records;
    this.terms = terms;
    this.changes = changes;
    this.transaction = transaction;
  }

  /**
   * @param payoutHash of a payout password that is new; null leaves the present one
   */
  public Mono<Outcome> put(PutApp put, @Nullable String payoutHash, Caller caller) {
    if (caller.permissions().contains(ManagementCommand.DIRECT)
        || !AppTerms.hasTerms(put)
        || Realm.of(put.appId()) == Realm.TEST) {
      return apps.put(put, payoutHash);
    }
    return apps.check(put)
        .flatMap(
            checked ->
                checked instanceof Outcome.Done
                    ? records
                        .lock(put.appId())
                        .flatMap(_ -> split(put, AppTerms.withoutTerms(put), payoutHash, caller))
                        .switchIfEmpty(
                            Mono.defer(() -> split(put, terms.usual(put), payoutHash, caller)))
                    : Mono.just(checked))
        .as(transaction::transactional);
  }

  /**
   * @param now fields that need no confirmation
   */
  private Mono<Outcome> split(PutApp put, PutApp now, @Nullable String payoutHash, Caller caller) {
    return apps.put(now, payoutHash)
        .flatMap(
            outcome ->
                outcome instanceof UserOutcome.Identity identity
                    ? records
                        .find(put.appId())
                        .flatMap(app -> propose(app, put, caller))
                        .map(
                            waiting ->
                                waiting instanceof ChangeWaiting change
                                    ? new ChangeWaiting(
                                        change.id(), identity.uid(), change.appliesAt())
                                    : waiting)
                        .defaultIfEmpty(outcome)
                    : Mono.just(outcome));
  }

  /** Empty where no change is left. */
  private Mono<Outcome> propose(AppRecord app, PutApp put, Caller caller) {
    return terms
        .differences(app, put)
        .filter(differences -> !differences.isEmpty())
        .flatMap(
            differences ->
                terms
                    .changed(app, put)
                    .flatMap(
                        changed ->
                            changes.propose(
                                new Proposal(
                                    "app.terms", "app/" + app.appId(), differences, "", changed),
                                caller)));
  }
}
