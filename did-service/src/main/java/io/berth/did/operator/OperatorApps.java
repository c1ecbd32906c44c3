package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.PutAppBuilder;
import io.berth.api.launch.LaunchTransitions.Actor;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import io.berth.did.launch.Launches;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import io.berth.service.audit.Reasons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out operators' decisions about apps. */
@Component
class OperatorApps {
  private static final int PAGE = 50;

  private final OperatorAppRows rows;
  private final OperatorUsers users;
  private final Apps apps;
  private final AuditedChanges audited;
  private final Approvals approvals;
  private final GuardedTerms guarded;
  private final Launches launches;

  OperatorApps(
      OperatorAppRows rows,
      OperatorUsers users,
      Apps apps,
      AuditedChanges audited,
      Approvals approvals,
      GuardedTerms guarded,
      Launches launches) {
    this.rows = rows;
    this.users = users;
    this.apps = apps;
    this.audited = audited;
    this.approvals = approvals;
    this.guarded = guarded;
    this.launches = launches;
  }

  Mono<Outcome> search(SearchApps search) {
    return rows.search(search, PAGE + 1)
        .map(
            found ->
                new io.berth.api.operator.OperatorDidOutcome.OperatedApps(
                    Columns.page(found, PAGE), found.size() > PAGE));
  }

  Mono<Outcome> read(String appId) {
    return rows.find(appId)
        .flatMap(
            app ->
                Mono.zip(rows.accountOf(appId), owners(app), launches.read(appId, Actor.OPERATOR))
                    .<Outcome>map(
                        all -> new OperatedAppFound(app, all.getT1(), all.getT2(), all.getT3())))
        .defaultIfEmpty(Outcome.Invalid.of("app", "unknown"));
  }

  private Mono<List<Account>> owners(OperatedApp app) {
    return rows.ownersOf(app.companyId()).concatMap(users::find).collectList();
  }

  /**
   * An app that waited begins to work, on the usual terms unless it was given others before. Beyond
   * the platform's defaults another operator confirms it.
   */
  Mono<Outcome> approve(ApproveApp approve, Caller caller) {
    return change(
        approve.app(),
        approve.reason(),
        app -> {
          if (app.approved()) {
            return Mono.just(Outcome.Invalid.of("app", "approved"));
          }
          if (!app.hasTerms()) {
            return Mono.just(Outcome.Invalid.of("app", "no-terms"));
          }
          PutApp put = put(app, usualTerms(app), true);
          return guarded
              .isUsual(app.appId(), put)
              .flatMap(
                  usual ->
                      usual
                          ? approvals
                              .approve(app.appId())
                              .then(
                                  put(
                                      put,
                                      action("app.approve", put, approve.reason(), Map.of()),
                                      caller))
                          : guarded.proposeApproval(put, approve.reason(), caller));
        });
  }

  private @Nullable SetAppTerms usualTerms(OperatedApp app) {
    return approvals.isOnTrial(app.scopes(), app.coins())
        ? new SetAppTerms(
            app.appId(), approvals.usualScopes(), approvals.usualCoins(), app.returnsUncapped(), "")
        : null;
  }

  /** Terms that raise no limit may raise another one's worth: all of them wait. */
  Mono<Outcome> setTerms(SetAppTerms set, Caller caller) {
    return change(
        set.app(),
        set.reason(),
        app -> {
          PutApp put = put(app, set, null);
          return guarded
              .isUsual(app.appId(), put)
              .flatMap(
                  usual ->
                      usual && !app.approved()
                          ? put(put, action("app.terms", put, set.reason(), details(set)), caller)
                          : guarded.proposeTerms(put, set.reason(), caller));
        });
  }

  private static Map<String, String> details(SetAppTerms set) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("scopes", set.scopes().toString());
    details.put("coins", set.coins().toString());
    details.put("returns_uncapped", Boolean.toString(set.returnsUncapped()));
    return details;
  }

  /** Locks the app from the check until the change. */
  private Mono<Outcome> change(
      String appId, String reason, Function<OperatedApp, Mono<Outcome>> change) {
    return Reasons.isGiven(reason)
        ? guarded
            .lock(appId)
            .then(rows.find(appId))
            .flatMap(change)
            .defaultIfEmpty(Outcome.Invalid.of("app", "unknown"))
            .as(audited::transactional)
        : Mono.just(Outcome.Invalid.of("reason", "missing"));
  }

  private static Action action(
      String name, PutApp put, String reason, Map<String, String> details) {
    return new Action(name, "app/" + put.appId(), reason, details);
  }

  private Mono<Outcome> put(PutApp put, Action action, Caller caller) {
    return audited.write(caller, action, Mono.defer(() -> apps.put(put)).map(OperatorApps::done));
  }

  private static Outcome done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success _ -> new Outcome.Done();
      case Outcome.Refusal _ -> Outcome.Invalid.of("app", "malformed");
    };
  }

  /** Developers decide the other fields; a null field stays. */
  private static PutApp put(
      OperatedApp app, @Nullable SetAppTerms terms, @Nullable Boolean enabled) {
    PutAppBuilder put = PutApp.of(app.companyId(), app.appId()).enabled(enabled);
    if (terms != null) {
      put.scopes(terms.scopes()).coins(terms.coins()).returnsUncapped(terms.returnsUncapped());
    }
    return put.build();
  }
}
