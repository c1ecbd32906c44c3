package io.berth.pay.reconciliation;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.limit.DayProperties;
import io.berth.service.audit.AuditLog;
import io.berth.service.command.CommandHandler;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reconciles a day on request of a person. */
@Component
class ReconcileHandler implements CommandHandler<Reconcile> {
  private static final int DAYS_BACK = 366;

  private final Apps apps;
  private final ReconciliationRuns runs;
  private final ReconciliationViews views;
  private final AuditLog audit;
  private final ZoneId zone;

  ReconcileHandler(
      Apps apps,
      ReconciliationRuns runs,
      ReconciliationViews views,
      AuditLog audit,
      DayProperties day) {
    this.apps = apps;
    this.runs = runs;
    this.views = views;
    this.audit = audit;
    this.zone = day.zone();
  }

  @Override
  public Mono<Outcome> handle(Reconcile command, Caller caller) {
    return reconcile(Access.existing(apps, caller), command.day(), caller);
  }

  private Mono<Outcome> reconcile(App app, LocalDate day, Caller caller) {
    LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
    if (!day.isBefore(today) || day.isBefore(today.minusDays(DAYS_BACK))) {
      return Mono.just(Outcome.Invalid.of("day", "not-over"));
    }
    Day reconciled = new Day(app.appId(), day, zone);
    return audit
        .write(caller, "reconciliation.ask", reconciled.object(), "", Map.of())
        .then(Mono.defer(() -> runs.begin(app, reconciled, caller.requestId())))
        .flatMap(
            done ->
                done
                    ? views.day(app.appId(), day)
                    : Mono.just(Outcome.Invalid.of("day", "running")));
  }
}
