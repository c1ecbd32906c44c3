package io.berth.callback.ingest;

import io.berth.api.Topics;
import io.berth.api.order.OrderEvent;
import io.berth.callback.delivery.DeliveryDispatcher;
import io.berth.callback.delivery.DeliveryPlanner;
import io.berth.callback.delivery.DeliveryStep;
import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Stores new deliveries leased, and sends them immediately as far as there is room. */
@Component
public class DeliveryIngest {

  private static final Logger log = LoggerFactory.getLogger(DeliveryIngest.class);

  private final NewDeliveries newDeliveries;
  private final DeliveryPlanner planner;
  private final AppConcurrency concurrency;
  private final DeliveryDispatcher dispatch;
  private final WakeUpSignal wakeUp;
  private final AccessLog accessLog;
  private final Duration lease;

  public DeliveryIngest(
      NewDeliveries newDeliveries,
      DeliveryPlanner planner,
      AppConcurrency concurrency,
      DeliveryDispatcher dispatch,
      WakeUpSignal wakeUp,
      AccessLog accessLog,
      ScheduleProperties properties) {
    this.newDeliveries = newDeliveries;
    this.planner = planner;
    this.concurrency = concurrency;
    this.dispatch = dispatch;
    this.wakeUp = wakeUp;
    this.accessLog = accessLog;
    this.lease = properties.lease();
  }

  /**
   * Stores new deliveries; sends those that are due and have room. Completes when all are stored.
   */
  public Mono<Void> take(List<NewDelivery> deliveries) {
    return Mono.defer(
        () -> {
          UUID token = UUID.randomUUID();
          long leasedNanos = System.nanoTime();
          List<NewDelivery> leased = new ArrayList<>();
          List<NewDelivery> waiting = new ArrayList<>();
          deliveries.forEach(delivery -> (enters(delivery) ? leased : waiting).add(delivery));
          Map<String, Long> ids = new ConcurrentHashMap<>();
          return newDeliveries
              .add(leased, token, lease, waiting)
              .publishOn(Schedulers.parallel())
              .doOnNext(ids::putAll)
              .doOnSuccess(_ -> deliveries.forEach(delivery -> log(delivery, leasedNanos)))
              .doOnSuccess(_ -> waiting.forEach(delivery -> wakeUp.signalIn(delivery.delay())))
              .doFinally(_ -> make(leased, token, leasedNanos, ids))
              .then();
        });
  }

  private void log(NewDelivery delivery, long startNanos) {
    OrderEvent event = delivery.event();
    accessLog.add(
        accessLog.tracing().later(event.requestId(), ServedSpan.Kind.CONSUMER),
        () ->
            ServedRequest.of(
                event, null, Topics.ORDERS, ServedRequest.OK, System.nanoTime() - startNanos));
  }

  private boolean enters(NewDelivery delivery) {
    return !delivery.delay().isPositive() && concurrency.enter(delivery.event().order().appId());
  }

  /**
   * @param ids by event; where there is none the delivery was there already, or its lease ends
   *     unused
   */
  private void make(List<NewDelivery> leased, UUID token, long leasedNanos, Map<String, Long> ids) {
    List<DeliveryStep> steps = new ArrayList<>();
    for (NewDelivery delivery : leased) {
      OrderEvent event = delivery.event();
      String appId = event.order().appId();
      Long id = ids.remove(event.eventId());
      if (id == null) {
        dispatch.leave(appId);
      } else {
        LeasedDelivery one = new LeasedDelivery(id, token, appId, 0, delivery.json(), leasedNanos);
        steps.add(planner.plan(one, event));
      }
    }
    dispatch
        .carryOut(token, steps)
        .subscribe(_ -> {}, failure -> log.warn("new deliveries are left", failure));
  }
}
