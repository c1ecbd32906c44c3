package io.berth.service.schedule;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A task that follows itself after a pause, whether it went well or not. */
public final class Repeating implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Repeating.class);

  private final String name;
  private final Duration pause;
  private final Supplier<? extends Mono<?>> task;
  private @Nullable Disposable running;

  /**
   * @param name for logs
   */
  public Repeating(String name, Duration pause, Supplier<? extends Mono<?>> task) {
    this.name = name;
    this.pause = pause;
    this.task = task;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Mono.defer(task)
              .onErrorResume(
                  failure -> {
                    log.warn("{} failed, and is tried again in {}", name, pause, failure);
                    return Mono.empty();
                  })
              .then(Mono.delay(pause))
              .repeat()
              .subscribe();
    }
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
