package io.berth.callback.lifecycle;

import io.berth.callback.delivery.DeliveryMetrics;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Outages;
import io.berth.callback.ingest.PaidOrderComparison;
import io.berth.callback.result.DeliveryResultPublisher;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs periodic maintenance on every instance; running it twice at once does no harm. */
@Component
class MaintenanceJobs {

  private static final Logger log = LoggerFactory.getLogger(MaintenanceJobs.class);
  private static final Duration NOTE = Duration.ofMillis(100);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration MEASURE = Duration.ofSeconds(10);
  private static final Duration COMPARE = Duration.ofMinutes(1);
  private static final Duration CLEAN = Duration.ofMinutes(10);

  private final DeliveryResultPublisher announcements;
  private final DeliveryMaintenance housekeeping;
  private final DeliveryMetrics metrics;
  private final Endpoints endpoints;
  private final Outages outages;
  private final PaidOrderComparison comparison;

  MaintenanceJobs(
      DeliveryResultPublisher announcements,
      DeliveryMaintenance housekeeping,
      DeliveryMetrics metrics,
      Endpoints endpoints,
      Outages outages,
      PaidOrderComparison comparison) {
    this.announcements = announcements;
    this.housekeeping = housekeeping;
    this.metrics = metrics;
    this.endpoints = endpoints;
    this.outages = outages;
    this.comparison = comparison;
  }

  /** Never ends by itself. */
  Flux<Void> all() {
    return Flux.merge(
        every(NOTE, "noting what is published", Mono.defer(announcements::note)),
        every(SWEEP, "publishing what waits", announcements.sweep().then()),
        every(
            MEASURE,
            "measuring the backlog",
            housekeeping.backlog().doOnNext(metrics::backlog).then()),
        every(COMPARE, "comparing paid orders with deliveries", comparison.compare().then()),
        every(CLEAN, "removing what is old", housekeeping.removeOld().then()),
        every(TELL, "telling of outages", Mono.defer(outages::note)),
        every(CLEAN, "forgetting outages", outages.forgetOld()),
        every(CLEAN, "forgetting endpoints", Mono.fromRunnable(endpoints::forgetIdle)));
  }

  private static Flux<Void> every(Duration period, String what, Mono<Void> chore) {
    Mono<Void> lenient =
        chore.onErrorResume(
            failure -> {
              log.warn("{} failed", what, failure);
              return Mono.empty();
            });
    return Flux.interval(Duration.ZERO, period).onBackpressureDrop().concatMap(_ -> lenient, 1);
  }
}
