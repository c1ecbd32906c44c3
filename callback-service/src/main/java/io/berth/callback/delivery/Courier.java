package io.berth.callback.delivery;

import io.berth.callback.CallbackProperties;
import io.berth.callback.endpoint.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Works in rounds: claims what is due, as much as may be in hand, records the attempts and sends
 * them on their way. A round does not wait for merchants.
 */
@Component
class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int BATCH = 128;

  /** After a round: what comes meanwhile shares the next one's statements. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(10);

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
      Deliveries deliveries,
      Planner planner,
      Attempts attempts,
      Lanes lanes,
      Endpoints endpoints,
      Doorbell doorbell,
      CallbackProperties properties) {
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
        .flatMap(claimed -> handle(token, claimed));
  }

  private Mono<Void> handle(UUID token, List<Claimed> claimed) {
    List<Step> starting = new ArrayList<>();
    List<Long> unwanted = new ArrayList<>();
    Map<Long, Duration> later = new HashMap<>();
    for (Claimed one : claimed) {
      switch (planner.plan(one)) {
        case Step.Send send -> starting.add(send);
        case Step.Unmakeable unmakeable -> starting.add(unmakeable);
        case Step.Unwanted _ -> unwanted.add(one.id());
        case Step.Later(_, Duration delay) -> {
          later.put(one.id(), delay);
          lanes.pause(one.appId());
          doorbell.ringIn(delay);
        }
      }
    }
    // There may be more: what this round could not take waits for the next.
    return start(token, starting)
        .then(deliveries.notWanted(token, unwanted).timeout(DATABASE_TIMEOUT))
        .then(deliveries.release(token, later).timeout(DATABASE_TIMEOUT))
        .doOnSuccess(_ -> doorbell.ring());
  }

  private Mono<Void> start(UUID token, List<Step> starting) {
    if (starting.isEmpty()) {
      return Mono.empty();
    }
    Map<Long, String> targets = new HashMap<>();
    for (Step step : starting) {
      lanes.enter(step.claimed().appId());
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
        attempts.make(step, () -> leave(step.claimed()));
      } else {
        if (step instanceof Step.Send send) {
          endpoints.report(send.endpoint(), Endpoints.Report.NOT_CALLED);
        }
        leave(step.claimed());
      }
    }
  }

  /** This process may have stood still since it asked; then the lease may be another's soon. */
  private boolean leaseLasts(Claimed claimed) {
    Duration held = Duration.ofNanos(System.nanoTime() - claimed.claimedNanos());
    return held.plus(call).compareTo(lease) < 0;
  }

  private void leave(Claimed claimed) {
    if (lanes.leave(claimed.appId())) {
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
