package io.berth.callback.lifecycle;

import io.berth.callback.delivery.DeliveryMetrics;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Outages;
import io.berth.callback.ingest.PaidOrderComparison;
import io.berth.callback.result.DeliveryResultPublisher;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Runs periodic maintenance on every instance; concurrent runs do no harm. */
@Component
class MaintenanceJobs {

  private static final Duration NOTE = Duration.ofMillis(100);
  private static final Duration RECORD = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration MEASURE = Duration.ofSeconds(10);
  private static final Duration COMPARE = Duration.ofMinutes(1);
  private static final Duration CLEAN = Duration.ofMinutes(10);
  private static final Duration MAKE = Duration.ofHours(6);

  private final DeliveryResultPublisher publisher;
  private final DeliveryMaintenance maintenance;
  private final DeliveryMonths months;
  private final DeliveryMetrics metrics;
  private final Endpoints endpoints;
  private final Outages outages;
  private final PaidOrderComparison comparison;

  MaintenanceJobs(
      DeliveryResultPublisher publisher,
      DeliveryMaintenance maintenance,
      DeliveryMonths months,
      DeliveryMetrics metrics,
      Endpoints endpoints,
      Outages outages,
      PaidOrderComparison comparison) {
    this.publisher = publisher;
    this.maintenance = maintenance;
    this.months = months;
    this.metrics = metrics;
    this.endpoints = endpoints;
    this.outages = outages;
    this.comparison = comparison;
  }

  /** Runs all of them until it is disposed of. */
  Disposable start() {
    List<Repeating> jobs =
        List.of(
            new Repeating("noting published results", NOTE, publisher::note),
            new Repeating("publishing waiting results", SWEEP, publisher::sweep),
            new Repeating(
                "measuring the backlog",
                MEASURE,
                () -> maintenance.backlog().doOnNext(metrics::backlog)),
            new Repeating("comparing paid orders with deliveries", COMPARE, comparison::compare),
            new Repeating("removing old deliveries", CLEAN, maintenance::removeOld),
            new Repeating("dropping old months", CLEAN, months::dropOld),
            new Repeating("making partitions", MAKE, months::make),
            new Repeating("measuring partitions", CLEAN, months::measure),
            new Repeating("recording outages", RECORD, outages::note),
            new Repeating("removing old outages", CLEAN, outages::forgetOld),
            new Repeating(
                "forgetting idle endpoints",
                CLEAN,
                () -> Mono.fromRunnable(endpoints::forgetIdle)));
    jobs.forEach(Repeating::start);
    return () -> jobs.forEach(Repeating::stop);
  }
}
