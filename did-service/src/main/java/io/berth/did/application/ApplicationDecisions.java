package io.berth.did.application;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.SentApplication;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.api.launch.LaunchState;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Apps;
import io.berth.did.launch.Launches;
import io.berth.did.news.CompanyNews;
import io.berth.did.news.CompanyNews.News;
import io.berth.did.operator.GuardedTerms;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out what operators decide about applications. */
@Component
class ApplicationDecisions {
  private static final Outcome DONE = new Outcome.Done();
  private static final int LONGEST_REASON = 500;

  private final Applications applications;
  private final ApplicationRows rows;
  private final AppRecords records;
  private final Apps apps;
  private final GuardedTerms terms;
  private final Launches launches;
  private final Notes notes;

  /** Tells people what was decided. */
  @Component
  record Notes(CompanyNews news, AuditedChanges audited) {}

  ApplicationDecisions(
      Applications applications,
      ApplicationRows rows,
      AppRecords records,
      Apps apps,
      GuardedTerms terms,
      Launches launches,
      Notes notes) {
    this.applications = applications;
    this.rows = rows;
    this.records = records;
    this.apps = apps;
    this.terms = terms;
    this.launches = launches;
    this.notes = notes;
  }

  Mono<Outcome> decide(DecideApplication decide, Caller caller) {
    return records
        .lock(decide.app())
        .flatMap(
            app ->
                applications
                    .waiting(decide.app())
                    .filter(sent -> sent.version() == decide.version())
                    .flatMap(sent -> decide(app, sent, decide, caller)))
        .defaultIfEmpty(Invalid.of("version", "changed"))
        .as(notes.audited()::transactional)
        .doOnNext(_ -> notes.news().added());
  }

  private Mono<Outcome> decide(
      AppRecord app, SentApplication sent, DecideApplication decide, Caller caller) {
    Invalid problem = ApplicationRules.problem(decide, sent.application());
    if (problem != null) {
      return Mono.just(problem);
    }
    Map<String, String> details = new TreeMap<>(Map.of("version", "" + sent.version()));
    decide.scopes().forEach((scope, each) -> details.put("scope." + scope, said(each)));
    decide.coins().forEach((coin, each) -> details.put("coin." + coin, said(each)));
    return notes
        .audited()
        .write(
            caller,
            new Action(action(decide.verdict()), "app/" + app.appId(), decide.reason(), details),
            rows.decide(decide, Objects.requireNonNull(caller.uid()))
                .then(Mono.defer(() -> carryOut(app, sent, decide, caller))));
  }

  private static String action(Verdict verdict) {
    return switch (verdict) {
      case APPROVED -> "app.apply-approved";
      case ASKED_BACK -> "app.apply-asked-back";
      case REFUSED -> "app.apply-refused";
    };
  }

  private static String said(Decision decision) {
    return decision.reason().isBlank()
        ? decision.verdict().name()
        : decision.verdict() + ": " + decision.reason().strip();
  }

  private Mono<Outcome> carryOut(
      AppRecord app, SentApplication sent, DecideApplication decide, Caller caller) {
    boolean first = app.profile().launch().state() == LaunchState.APPLIED;
    boolean approved = decide.verdict() == Verdict.APPROVED;
    String reason = reasons(decide);
    Mono<Outcome> notified =
        first
            ? launches.move(
                app.appId(), approved ? LaunchState.IN_TEST : LaunchState.DRAFT, reason, caller)
            : notes.news().add(decided(app, decide, reason)).thenReturn(DONE);
    return notified.flatMap(
        outcome ->
            approved && outcome instanceof Outcome.Done
                ? give(app, sent.application(), decide, caller)
                : Mono.just(outcome));
  }

  /** The owner's mail has every reason, as far as it goes. */
  private static String reasons(DecideApplication decide) {
    Stream<String> parts =
        Stream.concat(
            decide.scopes().entrySet().stream()
                .filter(each -> each.getValue().verdict() != Verdict.APPROVED)
                .map(each -> each.getKey() + ": " + each.getValue().reason().strip()),
            decide.coins().entrySet().stream()
                .filter(each -> each.getValue().verdict() != Verdict.APPROVED)
                .map(each -> each.getKey() + ": " + each.getValue().reason().strip()));
    String all =
        Stream.concat(Stream.of(decide.reason().strip()), parts).collect(Collectors.joining("\n"));
    return all.codePointCount(0, all.length()) <= LONGEST_REASON
        ? all
        : all.substring(0, all.offsetByCodePoints(0, LONGEST_REASON - 1)) + "…";
  }

  private static News decided(AppRecord app, DecideApplication decide, String reason) {
    String kind =
        switch (decide.verdict()) {
          case APPROVED -> "request-approved";
          case ASKED_BACK -> "request-asked-back";
          case REFUSED -> "request-refused";
        };
    return new News(
        app.profile().company().id(),
        app.appId(),
        kind,
        false,
        reason,
        "/console/apps/" + app.appId() + "/application");
  }

  /** The addresses are the owner's own to set; the terms may take another operator. */
  private Mono<Outcome> give(
      AppRecord app, Application wanted, DecideApplication decide, Caller caller) {
    boolean first = app.profile().launch().state() == LaunchState.APPLIED;
    PutApp put =
        PutApp.of(app.profile().company().id(), app.appId())
            .scopes(List.copyOf(given(first ? Set.of() : app.policy().scopes(), decide.scopes())))
            .coins(List.copyOf(given(first ? Set.of() : app.policy().coins(), decide.coins())))
            .dailyPayoutLimit(limits(app, wanted))
            .build();
    return apps.put(Applications.addresses(app, wanted))
        .flatMap(
            addressed ->
                addressed instanceof Outcome.Refusal
                    ? Mono.just(Invalid.of("app", "malformed"))
                    : terms.give(put, decide.reason(), caller));
  }

  private static <T extends Comparable<T>> Collection<T> given(
      Set<T> present, Map<T, Decision> decisions) {
    Set<T> all = new TreeSet<>(present);
    decisions.forEach(
        (each, decision) -> {
          if (decision.verdict() == Verdict.APPROVED) {
            all.add(each);
          }
        });
    return new LinkedHashSet<>(all);
  }

  private static Map<String, String> limits(AppRecord app, Application wanted) {
    Map<String, BigDecimal> limits = new TreeMap<>(app.policy().dailyPayoutLimit());
    limits.putAll(wanted.dailyPayoutLimit());
    return limits.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, limit -> limit.getValue().toPlainString()));
  }
}
