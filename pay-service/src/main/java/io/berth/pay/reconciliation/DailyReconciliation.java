package io.berth.pay.reconciliation;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.limit.DayProperties;
import io.berth.service.trace.RequestId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reconciles past days, from a time of day on that an app may set. Every instance looks for such
 * days; the one that gets the row of a day does the work.
 */
@Component
class DailyReconciliation {
  private static final Logger log = LoggerFactory.getLogger(DailyReconciliation.class);
  private static final int AT_ONCE = 4;

  private final Apps apps;
  private final DayTotals totals;
  private final BookSettings settings;
  private final Reconciliations reconciliations;
  private final Reconciler reconciler;
  private final ReconciliationProperties properties;
  private final ZoneId zone;
  private final InstantSource clock = InstantSource.system();

  DailyReconciliation(
      Apps apps,
      DayTotals totals,
      BookSettings settings,
      Reconciliations reconciliations,
      Reconciler reconciler,
      ReconciliationProperties properties,
      DayProperties day) {
    this.apps = apps;
    this.totals = totals;
    this.settings = settings;
    this.reconciliations = reconciliations;
    this.reconciler = reconciler;
    this.properties = properties;
    this.zone = day.zone();
  }

  Mono<Void> look() {
    return lookAt(clock.instant().atZone(zone));
  }

  Mono<Void> lookAt(ZonedDateTime now) {
    LocalTime time = now.toLocalTime();
    LocalDate yesterday = now.toLocalDate().minusDays(1);
    return settings
        .times()
        .flatMapMany(
            times ->
                Flux.concat(
                    reconcileAll(
                        yesterday, app -> !time.isBefore(times.getOrDefault(app, properties.at()))),
                    Flux.range(1, properties.catchUpDays())
                        .map(yesterday::minusDays)
                        .concatMap(missed -> reconcileAll(missed, _ -> true))))
        .then();
  }

  private Mono<Void> reconcileAll(LocalDate date, Predicate<String> ready) {
    return Flux.concat(totals.appsOf(new Day("", date, zone)), settings.appsWithBooks())
        .distinct()
        .filter(ready)
        .map(appId -> new Day(appId, date, zone))
        .flatMap(this::reconcileIfDue, AT_ONCE)
        .then();
  }

  private Mono<Boolean> reconcileIfDue(Day day) {
    App app = apps.find(day.appId());
    return app == null
        ? Mono.just(false)
        : reconciliations
            .due(day, properties.attempts(), properties.pause())
            .filter(due -> due)
            .flatMap(due -> reconciler.reconcile(app, day, RequestId.ofTask("daily-" + day.date())))
            .onErrorResume(
                failure -> {
                  // One app's trouble is not the others'.
                  log.warn("{} was not compared", day, failure);
                  return Mono.just(false);
                });
  }
}
