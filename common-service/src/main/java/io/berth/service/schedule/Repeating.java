package io.berth.service.schedule;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Runs a task again and again with a pause after each run, whether it succeeded or failed. Runs of
 * one instance never overlap; several instances run the same task at the same time.
 */
public final class Repeating implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Repeating.class);

  private final String name;
  private final Duration delay;
  private final Duration pause;
  private final Supplier<? extends Mono<?>> task;
  private @Nullable Disposable running;

  /**
   * @param name for logs
   */
  public Repeating(String name, Duration pause, Supplier<? extends Mono<?>> task) {
    this(name, Duration.ZERO, pause, task);
  }

  private Repeating(String name, Duration delay, Duration pause, Supplier<? extends Mono<?>> task) {
    this.name = name;
    this.delay = delay;
    this.pause = pause;
    this.task = task;
  }

  /** Pauses before the first run as well. */
  public static Repeating afterPause(
      String name, Duration pause, Supplier<? extends Mono<?>> task) {
    return new Repeating(name, pause, pause, task);
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      Mono<?> first = delay.isZero() ? Mono.empty() : Mono.delay(delay);
      running = first.thenMany(run().then(Mono.delay(pause)).repeat()).subscribe();
    }
  }

  private Mono<Void> run() {
    return Mono.defer(task)
        .then()
        .onErrorResume(
            failure -> {
              log.warn("{} failed, and is tried again in {}", name, pause, failure);
              return Mono.empty();
            });
  }

  @Override
  public synchronized void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
