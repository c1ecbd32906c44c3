package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.change.PendingChange.Difference;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppTerms;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns operators' changes of an app's terms in the console into proposals. */
@Component
public final class GuardedTerms {
  private final Apps apps;
  private final AppRecords records;
  private final AppTerms terms;
  private final Approvals approvals;
  private final PendingChanges changes;

  GuardedTerms(
      Apps apps, AppRecords records, AppTerms terms, Approvals approvals, PendingChanges changes) {
    this.apps = apps;
    this.records = records;
    this.terms = terms;
    this.approvals = approvals;
    this.changes = changes;
  }

  /** Holds the app's row until the transaction ends. */
  Mono<Void> lock(String appId) {
    return records.lock(appId).then();
  }

  /** Whether the platform's defaults allow the app with these terms. */
  Mono<Boolean> isUsual(String appId, PutApp put) {
    return records.find(appId).flatMap(app -> terms.with(app, put)).map(terms::isUsual);
  }

  /**
   * Gives an app terms at once where it waits for its approval and they stay within the platform's
   * defaults; else another operator has to confirm them.
   */
  public Mono<Outcome> give(PutApp put, String reason, Caller caller) {
    return isUsual(put.appId(), put)
        .zipWith(approvals.of(put.appId()))
        .flatMap(
            both ->
                both.getT1() && !both.getT2()
                    ? apps.put(put)
                        .map(
                            outcome ->
                                outcome instanceof Outcome.Success
                                    ? new Outcome.Done()
                                    : Outcome.Invalid.of("app", "malformed"))
                    : proposeTerms(put, reason, caller));
  }

  /** Answers {@link Outcome.Done} where nothing would change. */
  Mono<Outcome> proposeTerms(PutApp put, String reason, Caller caller) {
    return apps.check(put)
        .flatMap(
            checked ->
                checked instanceof Outcome.Done
                    ? records
                        .find(put.appId())
                        .flatMap(app -> proposeTerms(app, put, reason, caller))
                    : Mono.just(Outcome.Invalid.of("app", "malformed")));
  }

  private Mono<Outcome> proposeTerms(AppRecord app, PutApp put, String reason, Caller caller) {
    return terms
        .differences(app, put)
        .flatMap(
            differences ->
                differences.isEmpty()
                    ? Mono.just(new Outcome.Done())
                    : terms
                        .changed(app, put)
                        .flatMap(
                            changed -> propose("app.terms", changed, differences, reason, caller)));
  }

  Mono<Outcome> proposeApproval(PutApp put, String reason, Caller caller) {
    return records
        .find(put.appId())
        .flatMap(app -> terms.differences(app, put))
        .flatMap(
            differences -> {
              List<Difference> all = new ArrayList<>(differences);
              all.addFirst(new Difference("approved", "false", "true"));
              return propose("app.approve", put, all, reason, caller);
            });
  }

  private Mono<Outcome> propose(
      String action, PutApp put, List<Difference> differences, String reason, Caller caller) {
    return changes.propose(
        new Proposal(action, "app/" + put.appId(), differences, reason.strip(), put), caller);
  }
}
