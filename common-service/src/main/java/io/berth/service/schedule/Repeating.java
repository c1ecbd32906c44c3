package io.berth.service.schedule;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs a task again and again with a pause after each run, whether it succeeded or failed. Runs of
 * one instance never overlap; several instances run the same task at the same time.
 */
public final class Repeating implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Repeating.class);

  private final String name;
  private final Supplier<Duration> pause;
  private final Supplier<? extends Mono<?>> task;
  private final Function<Mono<Void>, Flux<?>> schedule;
  private @Nullable Disposable running;

  /**
   * @param name for logs
   */
  public Repeating(String name, Duration pause, Supplier<? extends Mono<?>> task) {
    this(name, () -> pause, task);
  }

  /**
   * @param pause asked for after each run
   */
  public Repeating(String name, Supplier<Duration> pause, Supplier<? extends Mono<?>> task) {
    this(name, pause, task, run -> repeated(run, pause));
  }

  private Repeating(
      String name,
      Supplier<Duration> pause,
      Supplier<? extends Mono<?>> task,
      Function<Mono<Void>, Flux<?>> schedule) {
    this.name = name;
    this.pause = pause;
    this.task = task;
    this.schedule = schedule;
  }

  /** Pauses before the first run as well. */
  public static Repeating afterPause(
      String name, Duration pause, Supplier<? extends Mono<?>> task) {
    return new Repeating(
        name, () -> pause, task, run -> Mono.delay(pause).thenMany(repeated(run, () -> pause)));
  }

  /**
   * Runs for signals as well: at once, or after the run that is under way. Signals during a run
   * share the next ones.
   *
   * @param interval between runs that need no signal, since a signal may be lost
   */
  public static Repeating onSignals(
      String name, Duration interval, Publisher<?> signals, Supplier<? extends Mono<?>> task) {
    return new Repeating(
        name,
        () -> interval,
        task,
        run ->
            Flux.<Object>merge(signals, Flux.interval(Duration.ZERO, interval).onBackpressureDrop())
                .onBackpressureLatest()
                .concatMap(_ -> run, 1));
  }

  private static Flux<?> repeated(Mono<Void> run, Supplier<Duration> pause) {
    return run.then(Mono.defer(() -> Mono.delay(pause.get()))).repeat();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running = schedule.apply(run()).subscribe();
    }
  }

  private Mono<Void> run() {
    return Mono.defer(task)
        .then()
        .onErrorResume(
            failure -> {
              log.warn("{} failed, and is tried again in {}", name, pause.get(), failure);
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
