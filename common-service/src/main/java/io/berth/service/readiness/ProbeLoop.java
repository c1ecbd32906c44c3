package io.berth.service.readiness;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Repeats a probe, with a pause that depends on what the probe found. */
public final class ProbeLoop {
  private final Supplier<? extends Mono<?>> probe;
  private final Supplier<Duration> pause;
  private @Nullable Disposable running;

  /**
   * @param probe ends within a limit; a failure is left out
   * @param pause until the next probe
   */
  public ProbeLoop(Supplier<? extends Mono<?>> probe, Supplier<Duration> pause) {
    this.probe = probe;
    this.pause = pause;
  }

  public synchronized void start() {
    if (running == null) {
      running =
          Mono.defer(probe)
              .then()
              .onErrorComplete()
              .then(Mono.defer(() -> Mono.delay(pause.get())))
              .repeat()
              .subscribe();
    }
  }

  public synchronized void stop() {
    Disposable current = running;
    running = null;
    if (current != null) {
      current.dispose();
    }
  }

  public synchronized boolean isRunning() {
    return running != null;
  }
}
