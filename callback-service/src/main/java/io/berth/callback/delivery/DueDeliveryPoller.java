package io.berth.callback.delivery;

import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.Deliveries;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Polls in rounds: leases due deliveries, as many as there is room for. Most deliveries are made as
 * they are ingested; the poller makes those that were due later, had no room or were leased by
 * another instance.
 */
@Component
public class DueDeliveryPoller {

  private static final Logger log = LoggerFactory.getLogger(DueDeliveryPoller.class);
  private static final int BATCH = 128;

  /** After a round: what comes meanwhile shares the next one's statements. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Deliveries deliveries;
  private final DeliveryPlanner planner;
  private final AppConcurrency concurrency;
  private final DeliveryDispatcher dispatch;
  private final WakeUpSignal wakeUp;
  private final Duration poll;
  private final Duration lease;
  private volatile Sinks.Empty<Void> stop = Sinks.empty();
  private volatile boolean busy;

  public DueDeliveryPoller(
      Deliveries deliveries,
      DeliveryPlanner planner,
      AppConcurrency concurrency,
      DeliveryDispatcher dispatch,
      WakeUpSignal wakeUp,
      ScheduleProperties properties) {
    this.deliveries = deliveries;
    this.planner = planner;
    this.concurrency = concurrency;
    this.dispatch = dispatch;
    this.wakeUp = wakeUp;
    this.lease = properties.lease();
    this.poll = properties.poll();
  }

  /** Rounds, one after another, until {@link #stop()}. */
  public Flux<Void> work() {
    Sinks.Empty<Void> asked = Sinks.empty();
    stop = asked;
    Flux<Mono<Void>> rounds = wakeUp.signals().map(_ -> round());
    Flux<Mono<Void>> looks =
        Flux.interval(Duration.ZERO, poll)
            .onBackpressureDrop()
            .map(_ -> round().then(Mono.defer(this::lookAhead)));
    return Flux.merge(looks, rounds)
        .takeUntilOther(asked.asMono())
        .onBackpressureLatest()
        .concatMap(work -> work.then(Mono.delay(PAUSE)).then(), 1);
  }

  /**
   * Sets a timer for what is due before the next look. Whoever makes a delivery due later sets one
   * of its own, but may be gone by then.
   */
  private Mono<Void> lookAhead() {
    return deliveries
        .nextDue()
        .filter(due -> due.compareTo(poll) < 0)
        .doOnNext(wakeUp::signalIn)
        .then()
        // The next look finds what is due.
        .onErrorComplete();
  }

  /** Begins no further round. */
  public void stop() {
    stop.tryEmitEmpty();
  }

  public boolean idle() {
    return !busy;
  }

  /** One round; never errors. */
  public Mono<Void> round() {
    return Mono.defer(this::lease)
        .doOnSubscribe(_ -> busy = true)
        .onErrorResume(
            failure -> {
              log.warn("a round of deliveries failed", failure);
              return Mono.empty();
            })
        .doFinally(_ -> busy = false);
  }

  private Mono<Void> lease() {
    int limit = Math.min(BATCH, concurrency.free());
    if (limit <= 0) {
      return Mono.empty();
    }
    UUID token = UUID.randomUUID();
    return deliveries
        .lease(limit, AppConcurrency.ROUND, concurrency.room(), token, lease)
        .filter(leased -> !leased.isEmpty())
        .flatMap(leased -> enter(token, leased));
  }

  /** New deliveries may have taken the room since it was looked at. */
  private Mono<Void> enter(UUID token, List<LeasedDelivery> leased) {
    List<DeliveryStep> steps = new ArrayList<>();
    Map<Long, Duration> full = new HashMap<>();
    for (LeasedDelivery one : leased) {
      if (concurrency.enter(one.appId())) {
        steps.add(planner.plan(one));
      } else {
        full.put(one.id(), Duration.ZERO);
      }
    }
    // There may be more: what this round could not take waits for the next.
    return dispatch
        .carryOut(token, steps)
        .then(deliveries.release(token, full))
        .doOnSuccess(_ -> wakeUp.signal());
  }
}
