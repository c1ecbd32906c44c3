package io.berth.callback.delivery;

import io.berth.api.Realm;
import io.berth.api.order.OrderEvent;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.result.AttemptResult;
import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.Backlog;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.Exemplars;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Publishes the metrics of deliveries, and the spans of attempts. */
@Component
public class DeliveryMetrics {

  /** Bound of the objective of callbacks in deploy/prometheus/alerts.yml. */
  private static final Duration IN_TIME = Duration.ofSeconds(30);

  private final MeterRegistry meters;
  private final AccessLog accessLog;
  private final Counter late;
  private final Counter deadLetters;
  private final Timer delay;
  private volatile Backlog backlog = Backlog.NONE;

  public DeliveryMetrics(
      MeterRegistry meters, Endpoints endpoints, AppConcurrency concurrency, AccessLog accessLog) {
    this.accessLog = accessLog;
    this.meters = meters;
    this.late =
        Counter.builder("berth.callback.late.results")
            .description("Results that did not count because the lease was another's by then")
            .register(meters);
    this.deadLetters =
        Counter.builder("berth.callback.poison")
            .description("Records that are no order events; anything above 0 wants a person")
            .register(meters);
    this.delay =
        Timer.builder("berth.callback.delay")
            .description("From the order's event to the first attempt")
            .publishPercentileHistogram()
            .serviceLevelObjectives(IN_TIME)
            .register(meters);
    Gauge.builder("berth.callback.pending", this, self -> self.backlog.pending())
        .description("Deliveries that are not finished, of all instances")
        .register(meters);
    Gauge.builder("berth.callback.due.age", this, self -> self.backlog.oldestDueSeconds())
        .description("How long the oldest due delivery has been waiting")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("berth.callback.in.hand", concurrency, AppConcurrency::inHand)
        .description("Deliveries that this instance is making")
        .register(meters);
    for (Endpoints.State state : Endpoints.State.values()) {
      Gauge.builder(
              "berth.callback.breakers", endpoints, all -> all.states().getOrDefault(state, 0))
          .description("Endpoints by the state of their breakers, those in use or in trouble")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  public void backlog(Backlog current) {
    backlog = current;
  }

  void sending(OrderEvent event, int attempt) {
    if (attempt == 1) {
      long nanos = Duration.between(event.at(), Instant.now()).toNanos();
      Exemplars.record(delay, Math.max(0, nanos), accessLog.tracing().edge(event.requestId()));
    }
  }

  void attempted(String dialect, OrderEvent event, AttemptResult result) {
    if (Realm.of(event.order().appId()) == Realm.LIVE) {
      Timer.builder("berth.callback.attempts")
          .description("Calls of merchants, live ones")
          .tag("dialect", dialect)
          .tag("outcome", outcome(result))
          .register(meters)
          .record(result.duration());
    }
    accessLog.trace(
        accessLog.tracing().later(event.requestId(), ServedSpan.Kind.CLIENT),
        () ->
            ServedRequest.of(
                event,
                dialect,
                "callback",
                result.delivered() ? ServedRequest.OK : ServedRequest.NOT_DELIVERED,
                result.duration().toNanos()));
  }

  void late() {
    late.increment();
  }

  public void deadLetter() {
    deadLetters.increment();
  }

  private static String outcome(AttemptResult result) {
    if (result.delivered()) {
      return "delivered";
    }
    String kind = result.httpStatus() == 0 ? "unanswered" : "refused";
    return result.next() == null ? kind + "-given-up" : kind;
  }
}
