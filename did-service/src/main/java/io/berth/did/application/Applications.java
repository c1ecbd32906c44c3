package io.berth.did.application;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationOutcome.ApplicationQueue;
import io.berth.api.application.ApplicationOutcome.ApplicationState;
import io.berth.api.application.ApplicationOutcome.ApplicationsFound;
import io.berth.api.application.ApplicationOutcome.SentApplication;
import io.berth.api.launch.LaunchState;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Apps;
import io.berth.did.launch.Launches;
import io.berth.did.legal.LegalDetails;
import io.berth.did.news.CompanyNews;
import io.berth.did.news.CompanyNews.News;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps what owners write about their apps, and sends it to the operators. */
@Component
class Applications {
  private static final int MOST_LISTED = 50;
  private static final Outcome DONE = new Outcome.Done();

  private final ApplicationRows rows;
  private final AppRecords records;
  private final Apps apps;
  private final LegalDetails legal;
  private final Launches launches;
  private final CompanyNews news;
  private final Audit audit;

  /** Writes changes to the audit log. */
  @Component
  record Audit(AuditedChanges changes, AuditLog log) {}

  Applications(
      ApplicationRows rows,
      AppRecords records,
      Apps apps,
      LegalDetails legal,
      Launches launches,
      CompanyNews news,
      Audit audit) {
    this.rows = rows;
    this.records = records;
    this.apps = apps;
    this.legal = legal;
    this.launches = launches;
    this.news = news;
    this.audit = audit;
  }

  /** Empty where there is no such app. */
  Mono<Outcome> read(String appId) {
    return records
        .find(appId)
        .flatMap(
            app ->
                Mono.zip(
                        rows.sent(appId),
                        rows.draft(appId).defaultIfEmpty(Application.BLANK),
                        legal.areChecked(app.profile().company().id()))
                    .map(all -> found(app, all.getT1(), all.getT2(), all.getT3())));
  }

  private static Outcome found(
      AppRecord app, List<SentApplication> sent, Application draft, boolean checked) {
    String callback = app.links().callbackUrl();
    return new ApplicationsFound(
        app.appId(),
        app.profile().company().id(),
        app.profile().name(),
        app.profile().launch().state(),
        checked,
        draft,
        callback == null ? "" : callback,
        app.links().redirectUrls(),
        app.policy().scopes(),
        app.policy().coins(),
        sent);
  }

  Mono<Outcome> queue() {
    return rows.waiting(MOST_LISTED + 1)
        .map(
            found ->
                new ApplicationQueue(
                    List.copyOf(found.subList(0, Math.min(found.size(), MOST_LISTED))),
                    found.size() > MOST_LISTED));
  }

  Mono<Outcome> save(String appId, Application application) {
    Invalid problem = ApplicationRules.size(application);
    return problem == null ? rows.save(appId, application).thenReturn(DONE) : Mono.just(problem);
  }

  Mono<Outcome> send(String appId, Application application, Caller caller) {
    return records
        .lock(appId)
        .flatMap(
            app ->
                problem(app, application)
                    .switchIfEmpty(Mono.defer(() -> send(app, application, caller))))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN))
        .as(audit.changes()::transactional)
        .doOnNext(_ -> news.added());
  }

  /** Empty where the application can be sent. */
  private Mono<Outcome> problem(AppRecord app, Application application) {
    LaunchState state = app.profile().launch().state();
    boolean first = state == LaunchState.DRAFT;
    if (!first && app.profile().refusal() != null) {
      return Mono.just(Invalid.of("state", "not-allowed"));
    }
    Invalid problem = ApplicationRules.problem(application, first);
    if (problem != null) {
      return Mono.just(problem);
    }
    return legal
        .areChecked(app.profile().company().id())
        .flatMap(
            checked ->
                checked
                    ? waiting(app.appId()).<Outcome>map(_ -> Invalid.of("state", "waiting"))
                    : Mono.just(Invalid.of("company", "unchecked")))
        .switchIfEmpty(
            Mono.defer(
                () -> apps.check(addresses(app, application)).flatMap(Applications::invalid)));
  }

  /** Callback and redirect addresses, by the rules of all apps. */
  static PutApp addresses(AppRecord app, Application application) {
    return PutApp.of(app.profile().company().id(), app.appId())
        .callbackUrl(application.callbackUrl().isEmpty() ? null : application.callbackUrl())
        .redirectUrls(application.redirectUrls().isEmpty() ? null : application.redirectUrls())
        .build();
  }

  /** The rules' one line is {@code field: rule}; empty where there is none. */
  private static Mono<Outcome> invalid(Outcome checked) {
    if (checked instanceof Refusal(_, String line) && line != null && line.contains(": ")) {
      int colon = line.indexOf(": ");
      return Mono.just(Invalid.of(line.substring(0, colon), "rule", line.substring(colon + 2)));
    }
    return checked instanceof Outcome.Done ? Mono.empty() : Mono.just(checked);
  }

  Mono<SentApplication> waiting(String appId) {
    return rows.sent(appId)
        .flatMapIterable(sent -> sent)
        .filter(each -> each.state() == ApplicationState.SENT)
        .next();
  }

  private Mono<Outcome> send(AppRecord app, Application application, Caller caller) {
    String appId = app.appId();
    boolean first = app.profile().launch().state() == LaunchState.DRAFT;
    return rows.save(appId, application)
        .then(rows.send(appId, application, Objects.requireNonNull(caller.uid())))
        .flatMap(
            version ->
                audit
                    .log()
                    .write(
                        caller,
                        "app.apply",
                        "app/" + appId,
                        "",
                        Map.of(
                            "version", "" + version,
                            "scopes", application.scopes().keySet().toString(),
                            "coins", application.coins().keySet().toString()))
                    .then(
                        first
                            ? launches.move(appId, LaunchState.APPLIED, "#" + version, caller)
                            : news.add(sent(app)).thenReturn(DONE)));
  }

  private static News sent(AppRecord app) {
    return new News(
        app.profile().company().id(),
        app.appId(),
        "request-sent",
        true,
        "",
        "/console/operator/applications/" + app.appId());
  }

  /** The database takes back the application of an app that returns to the draft. */
  Mono<Outcome> withdraw(String appId, Caller caller) {
    return records
        .lock(appId)
        .flatMap(
            app ->
                app.profile().launch().state() == LaunchState.APPLIED
                    ? launches.move(appId, LaunchState.DRAFT, "–", caller)
                    : waiting(appId)
                        .flatMap(
                            sent ->
                                rows.withdraw(appId)
                                    .then(
                                        audit
                                            .log()
                                            .write(
                                                caller,
                                                "app.apply-withdraw",
                                                "app/" + appId,
                                                "",
                                                Map.of("version", "" + sent.version())))
                                    .thenReturn(DONE)))
        .defaultIfEmpty(Invalid.of("state", "changed"))
        .as(audit.changes()::transactional);
  }
}
