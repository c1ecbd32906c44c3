package io.berth.did.terms;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.app.AppRecord;
import io.berth.api.launch.LaunchState;
import io.berth.api.terms.TermsCommand.DecideTerms;
import io.berth.api.terms.TermsCommand.WithdrawTerms;
import io.berth.api.terms.TermsOutcome.TermsState;
import io.berth.api.terms.TermsOutcome.TermsVersion;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Apps;
import io.berth.did.news.CompanyNews;
import io.berth.did.news.CompanyNews.News;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.Reasons;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends the wait of proposals: owners accept or decline them, operators take them back. */
@Component
class TermsDecisions {
  private static final Outcome DONE = new Outcome.Done();

  private final TermsVersions versions;
  private final AppRecords records;
  private final Apps apps;
  private final CompanyNews news;
  private final AuditLog log;
  private final AuditedChanges audited;

  TermsDecisions(
      TermsVersions versions,
      AppRecords records,
      Apps apps,
      CompanyNews news,
      AuditLog log,
      AuditedChanges audited) {
    this.versions = versions;
    this.records = records;
    this.apps = apps;
    this.news = news;
    this.log = log;
    this.audited = audited;
  }

  private interface Decision {
    Mono<Outcome> of(AppRecord app, TermsVersion proposed);
  }

  Mono<Outcome> decide(String appId, DecideTerms decide, Caller caller) {
    boolean right =
        decide.accepted()
            ? Reasons.isShortEnough(decide.reason())
            : Reasons.isGiven(decide.reason());
    return right
        ? decided(
            appId,
            decide.version(),
            (app, proposed) ->
                decide.accepted()
                    ? accept(app, proposed, decide.reason().strip(), caller)
                    : decline(app, proposed, decide.reason().strip(), caller))
        : Mono.just(Invalid.of("reason", "missing"));
  }

  Mono<Outcome> withdraw(WithdrawTerms withdraw, Caller caller) {
    return Reasons.isGiven(withdraw.reason())
        ? decided(
            withdraw.app(),
            withdraw.version(),
            (app, proposed) ->
                end(app, proposed, TermsState.WITHDRAWN, withdraw.reason().strip(), caller))
        : Mono.just(Invalid.of("reason", "missing"));
  }

  private Mono<Outcome> decided(String appId, int version, Decision decision) {
    return records
        .lock(appId)
        .filter(app -> app.profile().launch().state() != LaunchState.CLOSED)
        .flatMap(
            app ->
                versions.proposed(appId, version).flatMap(proposed -> decision.of(app, proposed)))
        .defaultIfEmpty(Invalid.of("version", "changed"))
        .as(audited::transactional)
        .doOnNext(_ -> news.added());
  }

  /** The version comes first: the database would take the app's change for one without it. */
  private Mono<Outcome> accept(AppRecord app, TermsVersion proposed, String reason, Caller caller) {
    return end(app, proposed, TermsState.IN_FORCE, reason, caller)
        .then(Mono.defer(() -> apps.put(TermsProposals.put(app, proposed.terms()))))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Success
                    ? add(app, "terms-accepted", true, reason)
                        .then(add(app, "terms-accepted", false, reason))
                        .thenReturn(DONE)
                    : Mono.just(Invalid.of("app", "malformed")));
  }

  private Mono<Outcome> decline(
      AppRecord app, TermsVersion proposed, String reason, Caller caller) {
    return end(app, proposed, TermsState.DECLINED, reason, caller)
        .flatMap(done -> add(app, "terms-declined", true, reason).thenReturn(done));
  }

  private Mono<Outcome> end(
      AppRecord app, TermsVersion proposed, TermsState state, String reason, Caller caller) {
    String appId = app.appId();
    String action =
        switch (state) {
          case IN_FORCE -> "app.terms-accept";
          case DECLINED -> "app.terms-decline";
          default -> "app.terms-withdraw";
        };
    return versions
        .end(appId, proposed.version(), state, Objects.requireNonNull(caller.uid()), reason)
        .then(
            log.write(
                caller,
                action,
                "app/" + appId,
                reason,
                TermsRules.details(proposed.version(), proposed.terms())))
        .thenReturn(DONE);
  }

  private Mono<Void> add(AppRecord app, String kind, boolean forOperators, String reason) {
    return news.add(
        new News(
            app.profile().company().id(),
            app.appId(),
            kind,
            forOperators,
            reason,
            forOperators
                ? "/console/operator/terms/" + app.appId()
                : TermsOffers.ownersPage(app.appId())));
  }
}
