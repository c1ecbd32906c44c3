package io.berth.callback.delivery;

import io.berth.api.OrderEvent;
import io.berth.callback.CallbackProperties;
import io.berth.callback.endpoint.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Takes what is due, as much as may be in hand, records the attempts and sends them on their way
 * without waiting for merchants. New deliveries are claimed as they are put on record; what was due
 * later, had no room or was another's, in rounds.
 */
@Component
class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int BATCH = 128;

  /** After a round: what comes meanwhile shares the next one's statements. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);

  private final Intake intake;
  private final Deliveries deliveries;
  private final Planner planner;
  private final Attempts attempts;
  private final Lanes lanes;
  private final Endpoints endpoints;
  private final Doorbell doorbell;
  private final Duration poll;
  private final Duration lease;
  private final Duration call;
  private volatile Sinks.Empty<Void> stop = Sinks.empty();
  private volatile boolean busy;

  Courier(
      Intake intake,
      Deliveries deliveries,
      Planner planner,
      Attempts attempts,
      Lanes lanes,
      Endpoints endpoints,
      Doorbell doorbell,
      CallbackProperties properties) {
    this.intake = intake;
    this.deliveries = deliveries;
    this.planner = planner;
    this.attempts = attempts;
    this.lanes = lanes;
    this.endpoints = endpoints;
    this.doorbell = doorbell;
    this.lease = properties.lease();
    this.poll = properties.poll();
    this.call = properties.request().total().multipliedBy(4).dividedBy(3);
  }

  /**
   * Puts new deliveries on record; those that are due and have room are made at once. Completes
   * when all are on record.
   */
  Mono<Void> take(List<NewDelivery> arriving) {
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
              .doOnSuccess(_ -> waiting.forEach(delivery -> doorbell.ringIn(delivery.delay())))
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
    List<Step> steps = new ArrayList<>();
    for (NewDelivery delivery : claimed) {
      OrderEvent event = delivery.event();
      String appId = event.order().appId();
      Long id = ids.remove(event.eventId());
      if (id == null) {
        leave(appId);
      } else {
        Claimed one = new Claimed(id, token, appId, 0, delivery.json(), claimedNanos);
        steps.add(planner.plan(one, event));
      }
    }
    carryOut(token, steps)
        .subscribe(_ -> {}, failure -> log.warn("new deliveries are left: {}", failure.toString()));
  }

  /** Rounds, one after another, until {@link #stop()}. */
  Flux<Void> work() {
    Sinks.Empty<Void> asked = Sinks.empty();
    stop = asked;
    return Flux.merge(doorbell.rings(), Flux.interval(Duration.ZERO, poll).onBackpressureDrop())
        .takeUntilOther(asked.asMono())
        .onBackpressureLatest()
        .concatMap(_ -> round().then(Mono.delay(PAUSE)).then(), 1);
  }

  /** Begins no further round. */
  void stop() {
    stop.tryEmitEmpty();
  }

  boolean idle() {
    return !busy;
  }

  /** One round; never errors. */
  Mono<Void> round() {
    return Mono.defer(this::claim)
        .doOnSubscribe(_ -> busy = true)
        .onErrorResume(
            failure -> {
              log.warn("a round of deliveries failed: {}", failure.toString());
              return Mono.empty();
            })
        .doFinally(_ -> busy = false);
  }

  private Mono<Void> claim() {
    int limit = Math.min(BATCH, lanes.free());
    if (limit <= 0) {
      return Mono.empty();
    }
    UUID token = UUID.randomUUID();
    return deliveries
        .claim(limit, Lanes.ROUND, lanes.room(), token, lease)
        .collectList()
        .timeout(DATABASE_TIMEOUT)
        .filter(claimed -> !claimed.isEmpty())
        .flatMap(claimed -> enter(token, claimed))
        // There may be more: what this round could not take waits for the next.
        .doOnSuccess(_ -> doorbell.ring());
  }

  /** New deliveries may have taken the room since it was looked at. */
  private Mono<Void> enter(UUID token, List<Claimed> claimed) {
    List<Step> steps = new ArrayList<>();
    Map<Long, Duration> full = new HashMap<>();
    for (Claimed one : claimed) {
      if (lanes.enter(one.appId())) {
        steps.add(planner.plan(one));
      } else {
        full.put(one.id(), Duration.ZERO);
      }
    }
    return carryOut(token, steps).then(deliveries.release(token, full).timeout(DATABASE_TIMEOUT));
  }

  /** Of deliveries that are in hand. */
  private Mono<Void> carryOut(UUID token, List<Step> steps) {
    List<Step> starting = new ArrayList<>();
    List<Long> unwanted = new ArrayList<>();
    Map<Long, Duration> later = new HashMap<>();
    for (Step step : steps) {
      Claimed claimed = step.claimed();
      switch (step) {
        case Step.Send _, Step.Unmakeable _ -> starting.add(step);
        case Step.Unwanted _ -> {
          unwanted.add(claimed.id());
          leave(claimed.appId());
        }
        case Step.Later(_, Duration delay) -> {
          later.put(claimed.id(), delay);
          lanes.pause(claimed.appId());
          leave(claimed.appId());
          doorbell.ringIn(delay);
        }
      }
    }
    return start(token, starting)
        .then(deliveries.notWanted(token, unwanted).timeout(DATABASE_TIMEOUT))
        .then(deliveries.release(token, later).timeout(DATABASE_TIMEOUT));
  }

  private Mono<Void> start(UUID token, List<Step> starting) {
    if (starting.isEmpty()) {
      return Mono.empty();
    }
    Map<Long, String> targets = new HashMap<>();
    for (Step step : starting) {
      targets.put(step.claimed().id(), target(step));
    }
    return deliveries
        .start(token, targets, call)
        .collectList()
        .timeout(DATABASE_TIMEOUT)
        .onErrorResume(
            failure -> {
              log.warn("attempts cannot be recorded: {}", failure.toString());
              return Mono.just(List.of());
            })
        .doOnNext(started -> send(starting, Set.copyOf(started)))
        .then();
  }

  private void send(List<Step> starting, Set<Long> started) {
    for (Step step : starting) {
      if (started.contains(step.claimed().id()) && leaseLasts(step.claimed())) {
        attempts.make(step, () -> leave(step.claimed().appId()));
      } else {
        if (step instanceof Step.Send send) {
          endpoints.report(send.endpoint(), Endpoints.Report.NOT_CALLED);
        }
        leave(step.claimed().appId());
      }
    }
  }

  /** This process may have stood still since it asked; then the lease may be another's soon. */
  private boolean leaseLasts(Claimed claimed) {
    Duration held = Duration.ofNanos(System.nanoTime() - claimed.claimedNanos());
    return held.plus(call).compareTo(lease) < 0;
  }

  private void leave(String appId) {
    if (lanes.leave(appId)) {
      doorbell.ring();
    }
  }

  private static String target(Step step) {
    return switch (step) {
      case Step.Send send -> send.endpoint().origin() + send.message().uri().getRawPath();
      case Step.Unmakeable _, Step.Later _, Step.Unwanted _ -> "";
    };
  }
}
