package io.berth.service.wakeup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Wakes all instances through a PostgreSQL channel ({@link PostgresListener}). For transactions
 * that many make at once: one that notifies takes a lock of the whole server while it commits, so
 * that commits would no longer share their writes to disk. One notification after any number of
 * commits does as well.
 */
public final class PostgresNotifier implements WakeUp, SmartLifecycle {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final DatabaseClient database;
  private final String channel;
  private final WakeUpSignal signals = new WakeUpSignal();
  private @Nullable Disposable running;

  public PostgresNotifier(DatabaseClient database, String channel) {
    this.database = database;
    this.channel = channel;
  }

  @Override
  public void signal() {
    signals.signal();
  }

  private Mono<Void> send() {
    return database
        // Nobody waits for it to be on disk: a signal may be lost.
        .sql("select set_config('synchronous_commit', 'off', true), pg_notify($1, '')")
        .bind("$1", channel)
        .then()
        // The receivers poll.
        .onErrorComplete();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running = signals.signals().concatMap(_ -> send().then(Mono.delay(PAUSE)), 1).subscribe();
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

  /**
   * Stops after all that wake others by it: Spring would stop those first, whatever their phases.
   */
  @Override
  public int getPhase() {
    return -1;
  }
}
