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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reconciles a day on request of a person. */
@Component
class ReconcileHandler implements CommandHandler<Reconcile> {
  private static final Logger log = LoggerFactory.getLogger(ReconcileHandler.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
  private static final int DAYS_BACK = 366;

  private final Apps apps;
  private final Reconciler reconciler;
  private final ReconciliationViews views;
  private final AuditLog audit;
  private final ZoneId zone;

  ReconcileHandler(
      Apps apps,
      Reconciler reconciler,
      ReconciliationViews views,
      AuditLog audit,
      DayProperties day) {
    this.apps = apps;
    this.reconciler = reconciler;
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
        .then(Mono.defer(() -> begin(app, reconciled, caller.requestId())))
        .flatMap(
            done ->
                done
                    ? views.day(app.appId(), day)
                    : Mono.just(Outcome.Invalid.of("day", "running")));
  }

  /**
   * Goes on when the caller has stopped waiting: a slow merchant may take longer than a command.
   */
  private Mono<Boolean> begin(App app, Day day, String requestId) {
    Mono<Boolean> running = reconciler.reconcile(app, day, requestId).cache();
    running.subscribe(done -> {}, failure -> log.warn("{} was not compared", day, failure));
    return running.timeout(LONGEST_WAIT, Mono.just(true));
  }
}
