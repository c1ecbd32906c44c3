package io.berth.callback.delivery;

import io.berth.callback.endpoint.Endpoints;
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
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Records attempts and sends them, without waiting for merchants. */
@Component
public class DeliveryDispatcher {

  private static final Logger log = LoggerFactory.getLogger(DeliveryDispatcher.class);

  /** When other deliveries of an app that was passed over are looked at again. */
  private static final Duration PASSED_OVER = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final AttemptSender attempts;
  private final AppConcurrency concurrency;
  private final Endpoints endpoints;
  private final WakeUpSignal wakeUp;
  private final Duration lease;
  private final Duration call;

  public DeliveryDispatcher(
      Deliveries deliveries,
      AttemptSender attempts,
      AppConcurrency concurrency,
      Endpoints endpoints,
      WakeUpSignal wakeUp,
      ScheduleProperties properties) {
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.concurrency = concurrency;
    this.endpoints = endpoints;
    this.wakeUp = wakeUp;
    this.lease = properties.lease();
    this.call = properties.longestCall();
  }

  /** Each delivery frees its place when it ends. */
  public Mono<Void> carryOut(UUID token, List<DeliveryStep> steps) {
    List<DeliveryStep> starting = new ArrayList<>();
    List<Long> notApplicable = new ArrayList<>();
    Map<Long, Duration> later = new HashMap<>();
    for (DeliveryStep step : steps) {
      LeasedDelivery leased = step.leased();
      switch (step) {
        case DeliveryStep.Send _, DeliveryStep.Unsendable _ -> starting.add(step);
        case DeliveryStep.NotApplicable _ -> {
          notApplicable.add(leased.id());
          leave(leased.appId());
        }
        case DeliveryStep.Later(_, Duration delay) -> {
          later.put(leased.id(), delay);
          concurrency.pause(leased.appId());
          leave(leased.appId());
          wakeUp.signalIn(delay);
        }
      }
    }
    if (!later.isEmpty()) {
      wakeUp.signalIn(PASSED_OVER);
    }
    return start(token, starting)
        .then(deliveries.markNotApplicable(token, notApplicable))
        .then(deliveries.release(token, later));
  }

  private Mono<Void> start(UUID token, List<DeliveryStep> starting) {
    if (starting.isEmpty()) {
      return Mono.empty();
    }
    Map<Long, String> targets = new HashMap<>();
    for (DeliveryStep step : starting) {
      targets.put(step.leased().id(), target(step));
    }
    return deliveries
        .start(token, targets, call)
        .onErrorResume(
            failure -> {
              log.warn("attempts cannot be recorded", failure);
              return Mono.just(List.of());
            })
        .doOnNext(started -> send(starting, Set.copyOf(started)))
        .then();
  }

  private void send(List<DeliveryStep> starting, Set<Long> started) {
    for (DeliveryStep step : starting) {
      if (started.contains(step.leased().id()) && leaseLasts(step.leased())) {
        attempts.make(step, () -> leave(step.leased().appId()));
      } else {
        if (step instanceof DeliveryStep.Send send) {
          endpoints.report(send.endpoint(), Endpoints.Report.NOT_CALLED);
        }
        leave(step.leased().appId());
      }
    }
  }

  /** This process may have stood still since it asked; then the lease may be another's soon. */
  private boolean leaseLasts(LeasedDelivery leased) {
    Duration held = Duration.ofNanos(System.nanoTime() - leased.leasedNanos());
    return held.plus(call).compareTo(lease) < 0;
  }

  /** Out of hand. */
  public void leave(String appId) {
    if (concurrency.leave(appId)) {
      wakeUp.signal();
    }
  }

  private static String target(DeliveryStep step) {
    return switch (step) {
      case DeliveryStep.Send send -> send.endpoint().origin() + send.message().url().path();
      case DeliveryStep.Unsendable _, DeliveryStep.Later _, DeliveryStep.NotApplicable _ -> "";
    };
  }
}
