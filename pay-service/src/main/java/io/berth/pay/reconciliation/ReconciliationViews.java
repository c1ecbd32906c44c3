package io.berth.pay.reconciliation;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationOutcome;
import io.berth.api.reconciliation.ReconciliationOutcome.Books;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.limit.DayProperties;
import io.berth.pay.reconciliation.BookSettings.Settings;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads results of reconciliation. */
@Component
class ReconciliationViews {
  private static final int PAGE = 31;
  private static final int MOST_FAILURES = 100;

  private final BookSettings settings;
  private final Reconciliations reconciliations;
  private final Apps apps;
  private final ZoneId zone;
  private final LocalTime defaultTime;

  ReconciliationViews(
      BookSettings settings,
      Reconciliations reconciliations,
      Apps apps,
      DayProperties day,
      ReconciliationProperties properties) {
    this.settings = settings;
    this.reconciliations = reconciliations;
    this.apps = apps;
    this.zone = day.zone();
    this.defaultTime = properties.at();
  }

  Mono<Outcome> days(ReadReconciliations read, Caller caller) {
    return days(Access.existing(apps, caller).appId(), read.before());
  }

  Mono<Outcome> day(ReadReconciliation read, Caller caller) {
    return day(Access.existing(apps, caller).appId(), read.day());
  }

  Mono<Outcome> failures() {
    return reconciliations
        .failures(MOST_FAILURES)
        .collectList()
        .map(ReconciliationOutcome.ReconciliationFailures::new);
  }

  private Mono<Outcome> days(String appId, @Nullable LocalDate before) {
    return Mono.zip(settings.of(appId), reconciliations.before(appId, before, PAGE).collectList())
        .map(both -> new ReconciliationOutcome.Reconciliations(books(both.getT1()), both.getT2()));
  }

  private Books books(Settings own) {
    return new Books(own.url(), own.profitUrl(), own.at(), defaultTime, zone);
  }

  Mono<Outcome> day(String appId, LocalDate day) {
    return reconciliations
        .find(appId, day)
        .<Outcome>map(found -> found)
        .defaultIfEmpty(Outcome.Invalid.of("day", "unknown"));
  }
}
