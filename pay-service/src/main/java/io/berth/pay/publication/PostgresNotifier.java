package io.berth.pay.publication;

import io.berth.pay.order.OutboxSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Wakes the relays of all instances through PostgreSQL. Not from inside a settlement: a transaction
 * that notifies takes a lock of the whole server while it commits, so that commits would no longer
 * share their writes to disk. One notification after any number of commits does as well.
 */
final class PostgresNotifier implements OutboxSignal, SmartLifecycle {

  static final String CHANNEL = "berth_outbox";
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final DatabaseClient database;
  private final Sinks.Many<Boolean> rings = Sinks.many().multicast().directBestEffort();
  private @Nullable Disposable running;

  PostgresNotifier(DatabaseClient database) {
    this.database = database;
  }

  // Two that ring at the same moment need only one notification, so a refused one is not missed.
  @Override
  public void ring() {
    rings.tryEmitNext(Boolean.TRUE);
  }

  private Mono<Void> tell() {
    return database
        .sql("select pg_notify('" + CHANNEL + "', '')")
        .then()
        // The relays look by themselves before long.
        .onErrorComplete();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          rings
              .asFlux()
              .onBackpressureLatest()
              .concatMap(ring -> tell().then(Mono.delay(PAUSE)), 1)
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
