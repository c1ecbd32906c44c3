package io.berth.pay.reconciliation;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.reconciliation.ReconciliationCommand;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome;
import io.berth.api.reconciliation.ReconciliationOutcome.Books;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.http.HttpUrl;
import io.berth.pay.PayProperties;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.reconciliation.BookSettings.Settings;
import io.berth.service.audit.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Handles people's questions about reconciliation; the command endpoint has checked that they may.
 */
@Component
public class ReconciliationCommands {
  private static final Logger log = LoggerFactory.getLogger(ReconciliationCommands.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
  private static final int PAGE = 31;
  private static final int MOST_FAILURES = 100;
  private static final int DAYS_BACK = 366;

  private final BookSettings settings;
  private final Reconciliations reconciliations;
  private final Reconciler reconciler;
  private final Apps apps;
  private final AuditLog audit;
  private final TransactionalOperator transaction;
  private final ZoneId zone;
  private final LocalTime usualAt;

  ReconciliationCommands(
      BookSettings settings,
      Reconciliations reconciliations,
      Reconciler reconciler,
      Apps apps,
      AuditLog audit,
      TransactionalOperator transaction,
      PayProperties pay,
      ReconciliationProperties properties) {
    this.settings = settings;
    this.reconciliations = reconciliations;
    this.reconciler = reconciler;
    this.apps = apps;
    this.audit = audit;
    this.transaction = transaction;
    this.zone = pay.dayZone();
    this.usualAt = properties.at();
  }

  public Mono<Outcome> handle(ReconciliationCommand command, Caller caller) {
    return switch (command) {
      case ReadReconciliations(LocalDate before) -> days(app(caller).appId(), before);
      case ReadReconciliation(LocalDate day) -> day(app(caller).appId(), day);
      case Reconcile(LocalDate day) -> reconcile(app(caller), day, caller);
      case SetReconciliation set -> set(set, app(caller).appId(), caller);
      case ReadReconciliationFailures _ ->
          reconciliations
              .failures(MOST_FAILURES)
              .collectList()
              .map(ReconciliationOutcome.ReconciliationFailures::new);
    };
  }

  private App app(Caller caller) {
    App app = caller.appId() == null ? null : apps.find(caller.appId());
    if (app == null) {
      throw Refused.because(Access.unknown(apps));
    }
    return app;
  }

  private Mono<Outcome> days(String appId, @Nullable LocalDate before) {
    return Mono.zip(settings.of(appId), reconciliations.before(appId, before, PAGE).collectList())
        .map(both -> new ReconciliationOutcome.Reconciliations(books(both.getT1()), both.getT2()));
  }

  private Books books(Settings own) {
    return new Books(own.url(), own.profitUrl(), own.at(), usualAt, zone);
  }

  private Mono<Outcome> day(String appId, LocalDate day) {
    return reconciliations
        .find(appId, day)
        .<Outcome>map(found -> found)
        .defaultIfEmpty(Outcome.Invalid.of("day", "unknown"));
  }

  private Mono<Outcome> reconcile(App app, LocalDate day, Caller caller) {
    LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
    if (!day.isBefore(today) || day.isBefore(today.minusDays(DAYS_BACK))) {
      return Mono.just(Outcome.Invalid.of("day", "not-over"));
    }
    Day of = new Day(app.appId(), day, zone);
    return audit
        .write(caller, "reconciliation.ask", of.object(), "", Map.of())
        .then(Mono.defer(() -> begin(app, of, caller.requestId())))
        .flatMap(
            done -> done ? day(app.appId(), day) : Mono.just(Outcome.Invalid.of("day", "running")));
  }

  /** Goes on whoever waits for it; nobody waits for a slow merchant as long as that may take. */
  private Mono<Boolean> begin(App app, Day day, String requestId) {
    Mono<Boolean> running = reconciler.reconcile(app, day, requestId).cache();
    running.subscribe(done -> {}, failure -> log.warn("{} was not compared", day, failure));
    return running.timeout(LONGEST_WAIT, Mono.just(true));
  }

  private Mono<Outcome> set(SetReconciliation set, String appId, Caller caller) {
    Settings wanted = new Settings(present(set.url()), present(set.profitUrl()), set.at());
    if (!isUrl(wanted.url())) {
      return Mono.just(Outcome.Invalid.of("url", "malformed"));
    } else if (!isUrl(wanted.profitUrl())) {
      return Mono.just(Outcome.Invalid.of("profitUrl", "malformed"));
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("url", String.valueOf(wanted.url()));
    details.put("profit_url", String.valueOf(wanted.profitUrl()));
    details.put("at", String.valueOf(wanted.at()));
    return settings
        .put(appId, wanted)
        .then(audit.write(caller, "reconciliation.set", "app/" + appId, "", details))
        .as(transaction::transactional)
        .thenReturn(new Outcome.Done());
  }

  /** What a file says of an app, which did-service may not have told of yet. */
  public Mono<Outcome> put(PutReconciliation put, Caller caller) {
    if (caller.kind() != Caller.Kind.OPERATOR) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    } else if (!isUrl(put.url()) || !isUrl(put.profitUrl())) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "url: malformed");
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("url", String.valueOf(put.url()));
    details.put("profit_url", String.valueOf(put.profitUrl()));
    details.put("at", String.valueOf(put.at()));
    details.values().removeIf("null"::equals);
    return settings
        .merge(put)
        .then(audit.write(caller, "reconciliation.put", "app/" + put.appId(), "", details))
        .as(transaction::transactional)
        .thenReturn(new Outcome.Done());
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** As far as can be told without looking the host up; the caller checks addresses. */
  private static boolean isUrl(@Nullable String text) {
    if (text == null) {
      return true;
    }
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.fragment() == null && url.hasCallablePort();
  }
}
