package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.ManagementCommand.PutApp;
import io.berth.api.OperatorDidCommand.ApproveApp;
import io.berth.api.OperatorDidCommand.EnableApp;
import io.berth.api.OperatorDidCommand.SearchApps;
import io.berth.api.OperatorDidCommand.SetAppTerms;
import io.berth.api.OperatorDidOutcome.OperatedApp;
import io.berth.api.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.Outcome;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What operators decide about apps. */
@Component
class OperatedApps {
  private static final int PAGE = 50;

  private final OperatedAppRows rows;
  private final OperatedUsers users;
  private final Apps apps;
  private final WrittenDown written;
  private final Approvals approvals;

  OperatedApps(
      OperatedAppRows rows,
      OperatedUsers users,
      Apps apps,
      WrittenDown written,
      Approvals approvals) {
    this.rows = rows;
    this.users = users;
    this.apps = apps;
    this.written = written;
    this.approvals = approvals;
  }

  Mono<Outcome> search(SearchApps search) {
    return rows.search(search, PAGE + 1)
        .map(
            found ->
                new io.berth.api.OperatorDidOutcome.OperatedApps(
                    Columns.page(found, PAGE), found.size() > PAGE));
  }

  Mono<Outcome> read(String appId) {
    return rows.find(appId)
        .flatMap(
            app ->
                rows.adminOf(appId)
                    .flatMap(users::find)
                    .<Outcome>map(admin -> new OperatedAppFound(app, admin)))
        .defaultIfEmpty(Outcome.Invalid.of("app", "unknown"));
  }

  /** An app that waited begins to work, on the usual terms unless it was given others before. */
  Mono<Outcome> approve(ApproveApp approve, Caller caller) {
    return change(
        approve.app(),
        caller,
        "app.approve",
        approve.reason(),
        Map.of(),
        app -> approvals.set(app.appId(), true).thenReturn(put(app, usualTerms(app), true)));
  }

  private @Nullable SetAppTerms usualTerms(OperatedApp app) {
    return approvals.isOnTrial(app.scopes(), app.coins())
        ? new SetAppTerms(
            app.appId(),
            approvals.usualScopes(),
            approvals.usualCoins(),
            app.cutRate(),
            app.dailyPayoutLimit(),
            app.returnsUncapped(),
            "")
        : null;
  }

  Mono<Outcome> enable(EnableApp enable, Caller caller) {
    return change(
        enable.app(),
        caller,
        enable.enabled() ? "app.unfreeze" : "app.freeze",
        enable.reason(),
        Map.of(),
        app -> Mono.just(put(app, null, enable.enabled())));
  }

  Mono<Outcome> setTerms(SetAppTerms set, Caller caller) {
    if (set.cutRate().signum() < 0 || set.cutRate().compareTo(BigDecimal.ONE) > 0) {
      return Mono.just(Outcome.Invalid.of("cutRate", "malformed"));
    }
    if (set.dailyPayoutLimit().values().stream().anyMatch(limit -> limit.signum() < 0)) {
      return Mono.just(Outcome.Invalid.of("dailyPayoutLimit", "malformed"));
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("scopes", set.scopes().toString());
    details.put("coins", set.coins().toString());
    details.put("cut_rate", set.cutRate().toPlainString());
    details.put("daily_payout_limit", plain(set.dailyPayoutLimit()).toString());
    details.put("returns_uncapped", Boolean.toString(set.returnsUncapped()));
    return change(
        set.app(),
        caller,
        "app.terms",
        set.reason(),
        details,
        app -> Mono.just(put(app, set, null)));
  }

  private interface Putting {
    Mono<PutApp> of(OperatedApp app);
  }

  private Mono<Outcome> change(
      String appId,
      Caller caller,
      String action,
      String reason,
      Map<String, String> details,
      Putting putting) {
    return written.change(
        caller,
        action,
        "app/" + appId,
        reason,
        details,
        () ->
            rows.find(appId)
                .flatMap(putting::of)
                .flatMap(apps::put)
                .map(OperatedApps::done)
                .defaultIfEmpty(Outcome.Invalid.of("app", "unknown")));
  }

  private static Outcome done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success _ -> new Outcome.Done();
      case Outcome.Refusal _ -> Outcome.Invalid.of("app", "malformed");
    };
  }

  /** The app's own people decide the rest; a null field stays as it is. */
  private static PutApp put(
      OperatedApp app, @Nullable SetAppTerms terms, @Nullable Boolean enabled) {
    return new PutApp(
        app.companyId(),
        app.appId(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        terms == null ? null : terms.scopes(),
        terms == null ? null : terms.coins(),
        terms == null ? null : terms.cutRate().toPlainString(),
        terms == null ? null : plain(terms.dailyPayoutLimit()),
        terms == null ? null : terms.returnsUncapped(),
        null,
        enabled,
        null,
        null);
  }

  private static Map<String, String> plain(Map<String, BigDecimal> limits) {
    Map<String, String> plain = new TreeMap<>();
    limits.forEach((coin, limit) -> plain.put(coin, limit.toPlainString()));
    return plain;
  }
}
