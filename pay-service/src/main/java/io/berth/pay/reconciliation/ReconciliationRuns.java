package io.berth.pay.reconciliation;

import io.berth.dialect.api.App;
import io.berth.pay.limit.DayProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Begins reconciliations that somebody waits for. They go on when the caller has stopped waiting: a
 * slow merchant may take longer than a command.
 */
@Component
public class ReconciliationRuns {
  private static final Logger log = LoggerFactory.getLogger(ReconciliationRuns.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

  private final Reconciler reconciler;
  private final ZoneId zone;

  ReconciliationRuns(Reconciler reconciler, DayProperties day) {
    this.reconciler = reconciler;
    this.zone = day.zone();
  }

  /** False where the day is being reconciled already. */
  Mono<Boolean> begin(App app, Day day, String requestId) {
    Mono<Boolean> running = reconciler.reconcile(app, day, requestId).cache();
    running.subscribe(done -> {}, failure -> log.warn("{} was not compared", day, failure));
    return running.timeout(LONGEST_WAIT, Mono.just(true));
  }

  /** Reconciles what there is of today, for a test whose day has ended; returns the day. */
  public Mono<LocalDate> today(App app, String requestId) {
    LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
    return begin(app, new Day(app.appId(), today, zone), requestId)
        .onErrorReturn(false)
        .thenReturn(today);
  }
}
