package io.berth.pay.outbox;

import io.berth.pay.PayProperties;
import io.berth.pay.outbox.OutboxRows.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Publishes what settlements have left in the outbox. Everything a relay does goes through one
 * connection, which also holds the locks of its shards: when the connection is lost, so are the
 * locks, and nothing more can be marked as published by a relay that no longer owns it. Relays
 * share the shards evenly: who has more than its part lets go of the rest.
 */
final class OutboxRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Between steps that left nothing behind: what comes meanwhile leaves together. */
  private static final Duration GATHERING = Duration.ofMillis(20);

  private final Mono<PostgresqlConnection> connections;
  private final OutboxRows rows;
  private final OrderTopic topic;
  private final PayProperties.Outbox properties;
  private final Counter published;
  private final Counter failed;
  private @Nullable Disposable running;

  /**
   * @param connections not pooled: each is the relay's own
   */
  OutboxRelay(
      Mono<PostgresqlConnection> connections,
      OutboxRows rows,
      OrderTopic topic,
      PayProperties.Outbox properties,
      MeterRegistry meters) {
    this.connections = connections;
    this.rows = rows;
    this.topic = topic;
    this.properties = properties;
    this.published = meters.counter("berth.outbox.published");
    this.failed = meters.counter("berth.outbox.failed");
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.usingWhen(connections, this::serve, PostgresqlConnection::close)
              .doOnError(failure -> log.warn("relay starts anew: {}", failure.toString()))
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, PAUSE_AFTER_FAILURE)
                      .maxBackoff(LONGEST_PAUSE)
                      .transientErrors(true))
              .subscribe();
    }
  }

  private Flux<Void> serve(PostgresqlConnection connection) {
    Shards shards = new Shards();
    Flux<Object> wake =
        Flux.merge(
            Flux.interval(Duration.ZERO, properties.poll()).onBackpressureDrop(),
            connection
                .getNotifications()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("connection is lost"))));
    return connection
        .createStatement("listen " + NotifyingBell.CHANNEL)
        .execute()
        .then()
        .then(rows.join(connection))
        .thenMany(wake.onBackpressureLatest().concatMap(signal -> round(connection, shards), 1));
  }

  /** Publishes until nothing waits that may leave now. */
  private Mono<Void> round(PostgresqlConnection connection, Shards shards) {
    return balance(connection, shards)
        .then(Mono.defer(() -> step(connection, shards)))
        .expand(
            found -> {
              Duration pause = found < properties.batch() ? GATHERING : Duration.ZERO;
              return found == 0
                  ? Mono.empty()
                  : Mono.delay(pause).then(Mono.defer(() -> step(connection, shards)));
            })
        .then();
  }

  /** Nothing is on its way when this is called, so that a shard can be let go of. */
  private Mono<Void> balance(PostgresqlConnection connection, Shards shards) {
    if (!shards.balanceIsDue(properties.poll())) {
      return Mono.empty();
    }
    return rows.fairShare(connection)
        .flatMap(
            share -> {
              List<Integer> surplus = shards.surplus(share);
              return surplus.isEmpty()
                  ? rows.lockMore(
                          connection, shards.owned, Math.max(0, share - shards.owned.size()))
                      .doOnNext(shards.owned::add)
                      .then()
                  : rows.unlock(connection, surplus);
            });
  }

  /** How many events were waiting, at most a batch. */
  private Mono<Integer> step(PostgresqlConnection connection, Shards shards) {
    Set<Integer> open = shards.open();
    if (open.isEmpty()) {
      return Mono.just(0);
    }
    return rows.waiting(connection, open, properties.batch())
        .flatMap(
            waiting ->
                waiting.isEmpty()
                    ? Mono.just(0)
                    : publish(waiting, shards)
                        .flatMap(arrived -> rows.published(connection, arrived))
                        .thenReturn(waiting.size()));
  }

  /** Those that arrived; a shard with one that did not is left alone for a while. */
  private Mono<List<EventId>> publish(List<Waiting> waiting, Shards shards) {
    return Flux.fromIterable(waiting)
        .flatMap(
            row ->
                topic
                    .publish(row.event())
                    .thenReturn(row.id())
                    .doOnNext(id -> published.increment())
                    .onErrorResume(
                        failure -> {
                          failed.increment();
                          shards.pause(row.shard());
                          log.warn(
                              "event {} did not arrive: {}",
                              row.event().eventId(),
                              failure.toString());
                          return Mono.empty();
                        }),
            waiting.size())
        .collect(ArrayList::new, List::add);
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

  /** What one connection owns, and which of it has to wait. */
  private static final class Shards {
    private final Set<Integer> owned = new HashSet<>();
    private final Map<Integer, Long> pausedUntilNanos = new HashMap<>();
    private @Nullable Long balancedNanos;

    boolean balanceIsDue(Duration interval) {
      long now = System.nanoTime();
      if (balancedNanos != null && now - balancedNanos < interval.toNanos()) {
        return false;
      }
      balancedNanos = now;
      return true;
    }

    /**
     * No longer owned: what is more than the share. What failed lately stays: it may still arrive,
     * and must not do so after what somebody else publishes.
     */
    List<Integer> surplus(int share) {
      Set<Integer> open = open();
      List<Integer> surplus = open.stream().limit(Math.max(0, owned.size() - share)).toList();
      surplus.forEach(owned::remove);
      return surplus;
    }

    synchronized void pause(int shard) {
      pausedUntilNanos.put(shard, System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
    }

    synchronized Set<Integer> open() {
      pausedUntilNanos.values().removeIf(until -> System.nanoTime() - until >= 0);
      Set<Integer> open = new HashSet<>(owned);
      open.removeAll(pausedUntilNanos.keySet());
      return open;
    }
  }
}
