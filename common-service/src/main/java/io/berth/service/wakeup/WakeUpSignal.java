package io.berth.service.wakeup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Wakes what works within this instance. Signals that come while it works become one. */
public final class WakeUpSignal implements WakeUp {

  /** What is due later is found by polling: no timer may stand for the state of a retry. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();

  @Override
  public void signal() {
    synchronized (signals) {
      signals.tryEmitNext(true);
    }
  }

  public void signalIn(Duration delay) {
    if (!delay.isPositive()) {
      signal();
    } else if (delay.compareTo(LONGEST_DELAY) <= 0) {
      Schedulers.parallel().schedule(this::signal, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
  }

  /** Signals from now on, on a thread of the receiver's own. */
  public Flux<Boolean> signals() {
    return signals.asFlux().onBackpressureLatest().publishOn(Schedulers.parallel(), 1);
  }
}
