package io.berth.did.terms;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.launch.LaunchState;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppTerms;
import io.berth.did.app.Approvals;
import io.berth.did.news.CompanyNews;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes operators' proposals. One operator's proposal goes to the owners of an app that waits for
 * its approval and stays within the platform's defaults; else another operator confirms it first,
 * because an operator may own an app as well.
 */
@Component
class TermsProposals {
  private static final String OFFER = "app.terms-offer";

  private final TermsVersions versions;
  private final TermsOffers offers;
  private final AppRecords records;
  private final Defaults defaults;
  private final PendingChanges changes;
  private final CompanyNews news;
  private final AuditedChanges audited;

  /** Knows what one operator may decide. */
  @Component
  record Defaults(AppTerms terms, Approvals approvals) {
    Mono<Boolean> allow(AppRecord app, PutApp put) {
      return terms
          .with(app, put)
          .zipWith(approvals.of(app.appId()))
          .map(both -> terms.isUsual(both.getT1()) && !both.getT2());
    }
  }

  TermsProposals(
      TermsVersions versions,
      TermsOffers offers,
      AppRecords records,
      Defaults defaults,
      PendingChanges changes,
      CompanyNews news,
      AuditedChanges audited) {
    this.versions = versions;
    this.offers = offers;
    this.records = records;
    this.defaults = defaults;
    this.changes = changes;
    this.news = news;
    this.audited = audited;
  }

  Mono<Outcome> propose(ProposeTerms given, Caller caller) {
    Invalid problem = TermsRules.problem(given);
    if (problem != null) {
      return Mono.just(problem);
    }
    ProposeTerms propose =
        new ProposeTerms(given.app(), TermsVersions.plain(given.terms()), given.note());
    return records
        .lock(propose.app())
        .flatMap(app -> propose(app, propose, caller))
        .defaultIfEmpty(Invalid.of("app", "unknown"))
        .as(audited::transactional)
        .doOnNext(_ -> news.added());
  }

  private Mono<Outcome> propose(AppRecord app, ProposeTerms propose, Caller caller) {
    return app.profile().launch().state() == LaunchState.CLOSED
        ? Mono.just(Invalid.of("state", "not-allowed"))
        : versions
            .present(app)
            .zipWith(versions.isInForce(app.appId()))
            .flatMap(
                both -> {
                  List<Difference> differences =
                      TermsRules.differences(both.getT1(), propose.terms());
                  return differences.isEmpty() && both.getT2()
                      ? Mono.just(Invalid.of("terms", "same"))
                      : propose(app, propose, differences, caller);
                });
  }

  private Mono<Outcome> propose(
      AppRecord app, ProposeTerms propose, List<Difference> differences, Caller caller) {
    String object = "app/" + app.appId();
    return defaults
        .allow(app, put(app, propose.terms()))
        .flatMap(
            usual ->
                usual
                    ? audited.write(
                        caller,
                        new Action(OFFER, object, propose.note(), details(differences)),
                        Mono.defer(() -> offers.offer(app, propose, caller.uid())))
                    : changes.propose(
                        new Proposal(OFFER, object, differences, propose.note().strip(), propose),
                        caller));
  }

  private static Map<String, String> details(List<Difference> differences) {
    Map<String, String> details = new TreeMap<>();
    differences.forEach(each -> details.put(each.field(), each.before() + " → " + each.after()));
    return details;
  }

  /** What the app's record has of its terms. */
  static PutApp put(AppRecord app, Terms terms) {
    return PutApp.of(app.profile().company().id(), app.appId())
        .cutRate(terms.cutRate().toPlainString())
        .dailyPayoutLimit(TermsRules.plain(terms.dailyPayoutLimit()))
        .build();
  }
}
