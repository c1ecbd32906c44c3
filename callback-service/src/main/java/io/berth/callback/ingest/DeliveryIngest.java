package io.berth.callback.ingest;

import io.berth.api.order.OrderEvent;
import io.berth.callback.delivery.DeliveryDispatcher;
import io.berth.callback.delivery.DeliveryPlanner;
import io.berth.callback.delivery.DeliveryStep;
import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.callback.schedule.ScheduleProperties;
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

/**
 * New deliveries are claimed as they are put on record, and made at once, as far as there is room.
 */
@Component
public class DeliveryIngest {

  private static final Logger log = LoggerFactory.getLogger(DeliveryIngest.class);

  private final NewDeliveries intake;
  private final DeliveryPlanner planner;
  private final AppConcurrency lanes;
  private final DeliveryDispatcher dispatch;
  private final WakeUpSignal wakeUp;
  private final Duration lease;

  public DeliveryIngest(
      NewDeliveries intake,
      DeliveryPlanner planner,
      AppConcurrency lanes,
      DeliveryDispatcher dispatch,
      WakeUpSignal wakeUp,
      ScheduleProperties properties) {
    this.intake = intake;
    this.planner = planner;
    this.lanes = lanes;
    this.dispatch = dispatch;
    this.wakeUp = wakeUp;
    this.lease = properties.lease();
  }

  /**
   * Puts new deliveries on record; those that are due and have room are made at once. Completes
   * when all are on record.
   */
  public Mono<Void> take(List<NewDelivery> arriving) {
    return Mono.defer(
        () -> {
          UUID token = UUID.randomUUID();
          long claimedNanos = System.nanoTime();
          List<NewDelivery> claimed = new ArrayList<>();
          List<NewDelivery> waiting = new ArrayList<>();
          arriving.forEach(delivery -> (enters(delivery) ? claimed : waiting).add(delivery));
          Map<String, Long> ids = new ConcurrentHashMap<>();
          return intake
              .add(claimed, token, lease, waiting)
              .publishOn(Schedulers.parallel())
              .doOnNext(ids::putAll)
              .doOnSuccess(_ -> waiting.forEach(delivery -> wakeUp.signalIn(delivery.delay())))
              .doFinally(_ -> make(claimed, token, claimedNanos, ids))
              .then();
        });
  }

  private boolean enters(NewDelivery delivery) {
    return !delivery.delay().isPositive() && lanes.enter(delivery.event().order().appId());
  }

  /**
   * @param ids by event; where there is none the delivery was there already, or its lease ends
   *     unused
   */
  private void make(
      List<NewDelivery> claimed, UUID token, long claimedNanos, Map<String, Long> ids) {
    List<DeliveryStep> steps = new ArrayList<>();
    for (NewDelivery delivery : claimed) {
      OrderEvent event = delivery.event();
      String appId = event.order().appId();
      Long id = ids.remove(event.eventId());
      if (id == null) {
        dispatch.leave(appId);
      } else {
        LeasedDelivery one = new LeasedDelivery(id, token, appId, 0, delivery.json(), claimedNanos);
        steps.add(planner.plan(one, event));
      }
    }
    dispatch
        .carryOut(token, steps)
        .subscribe(_ -> {}, failure -> log.warn("new deliveries are left", failure));
  }
}
