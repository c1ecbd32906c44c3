package io.berth.callback.schedule;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Wakes the courier. Ringing often while it is at work costs no more than ringing once. */
@Component
public class DueDeliverySignal {

  /** Later than this it is found by looking; no timer may stand for the state of a retry. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Sinks.Many<Boolean> rings = Sinks.many().multicast().directBestEffort();

  public void ring() {
    synchronized (rings) {
      rings.tryEmitNext(true);
    }
  }

  public void ringIn(Duration delay) {
    if (!delay.isPositive()) {
      ring();
    } else if (delay.compareTo(SOON) <= 0) {
      Schedulers.parallel().schedule(this::ring, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
  }

  public Flux<Boolean> rings() {
    return rings.asFlux().onBackpressureLatest().publishOn(Schedulers.parallel(), 1);
  }
}
