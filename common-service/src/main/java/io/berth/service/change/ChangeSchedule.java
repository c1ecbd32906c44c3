package io.berth.service.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Runs rounds over pending changes, each a pause after the one before. */
public final class ChangeSchedule implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ChangeSchedule.class);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

  private final PendingChanges changes;
  private final Duration pause;
  private @Nullable Disposable running;

  public ChangeSchedule(PendingChanges changes, Duration pause) {
    this.changes = changes;
    this.pause = pause;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Mono.defer(changes::round)
              .timeout(LONGEST_ROUND)
              .onErrorResume(
                  failure -> {
                    log.warn("pending changes wait: {}", failure.toString());
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
