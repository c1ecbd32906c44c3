package io.berth.pay.publication;

import io.berth.pay.publication.OutboxRows.Waiting;
import io.berth.service.sql.UnpooledConnection;
import io.berth.service.wakeup.PostgresListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes what settlements have left in the outbox. A relay owns shards by a lease in the
 * database, which it renews while it serves them: a relay that hangs, or whose machine is gone,
 * loses them when the lease ends. What it owns is what the database says, asked again and again,
 * and never what it remembers. Relays share the shards evenly: who has more than its part lets go
 * of the rest.
 */
final class OutboxRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

  /** Between steps that left nothing behind: what comes meanwhile leaves together. */
  private static final Duration GATHERING = Duration.ofMillis(20);

  static final String CHANNEL = "berth_outbox";

  /** What PostgreSQL's administrator sees of its connection. */
  static final String NAME = "berth-outbox-relay";

  private final UnpooledConnection connections;
  private final OutboxRows rows;
  private final OrderTopic topic;
  private final OutboxProperties properties;
  private final Counter published;
  private final Counter failed;
  private final UUID id = UUID.randomUUID();
  private @Nullable Disposable running;

  OutboxRelay(
      UnpooledConnection connections,
      OutboxRows rows,
      OrderTopic topic,
      OutboxProperties properties,
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
      running = connections.keep("relaying", this::serve).subscribe();
    }
  }

  /** Emits after each piece of work. */
  private Flux<Boolean> serve(PostgresqlConnection connection) {
    RelayShards shards = new RelayShards();
    Flux<Object> rings =
        Flux.merge(
            Flux.interval(Duration.ZERO, properties.poll()).onBackpressureDrop(),
            PostgresListener.notifications(connection));
    Flux<Mono<Void>> rounds =
        rings.onBackpressureLatest().map(ring -> Mono.defer(() -> round(connection, shards)));
    // The lease is renewed while nothing rings, too.
    Flux<Mono<Void>> balances =
        Flux.interval(properties.balanceEvery())
            .onBackpressureDrop()
            .map(tick -> Mono.defer(() -> balance(connection, shards)));
    return connection
        .createStatement("set application_name to '" + NAME + "'")
        .execute()
        .then(PostgresListener.listen(connection, CHANNEL))
        .thenMany(Flux.merge(1, rounds, balances).concatMap(work -> work.thenReturn(true), 1));
  }

  /** Publishes until nothing waits that may leave now. */
  private Mono<Void> round(PostgresqlConnection connection, RelayShards shards) {
    return step(connection, shards)
        .expand(
            found -> {
              Duration pause = found < properties.batch() ? GATHERING : Duration.ZERO;
              return found == 0
                  ? Mono.empty()
                  : Mono.delay(pause).then(Mono.defer(() -> step(connection, shards)));
            })
        .then();
  }

  /**
   * Asked for before every step, since rounds need not end under load, and done where it is due.
   * Nothing is on its way then, so that a shard can be let go of.
   */
  private Mono<Void> balance(PostgresqlConnection connection, RelayShards shards) {
    if (!shards.balanceIsDue(properties.balanceEvery())) {
      return Mono.empty();
    }
    long asked = System.nanoTime();
    return rows.share(connection, id, properties.lease(), shards.paused())
        .doOnNext(owned -> shards.own(owned, asked + properties.lease().toNanos()))
        .then();
  }

  /** How many events were waiting, at most a batch. */
  private Mono<Integer> step(PostgresqlConnection connection, RelayShards shards) {
    return balance(connection, shards)
        .then(
            Mono.defer(
                () -> {
                  Set<Integer> open = shards.open();
                  return open.isEmpty()
                      ? Mono.just(0)
                      : rows.waiting(connection, open, properties.batch())
                          .flatMap(waiting -> leave(connection, waiting, shards));
                }));
  }

  private Mono<Integer> leave(
      PostgresqlConnection connection, List<Waiting> waiting, RelayShards shards) {
    return waiting.isEmpty()
        ? Mono.just(0)
        : Mono.firstWithSignal(publish(waiting, shards), renewals(connection))
            .flatMap(arrived -> rows.published(connection, arrived))
            .thenReturn(waiting.size());
  }

  /** While Kafka is waited for, which may take longer than a lease. Ends with a failure only. */
  private Mono<List<EventId>> renewals(PostgresqlConnection connection) {
    return Flux.interval(properties.balanceEvery())
        .onBackpressureDrop()
        .concatMap(tick -> rows.renew(connection, id, properties.lease()), 1)
        .then(Mono.never());
  }

  /** Those that arrived; a shard with one that did not is left alone for a while. */
  private Mono<List<EventId>> publish(List<Waiting> waiting, RelayShards shards) {
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
                          shards.pause(row.shard(), PAUSE_AFTER_FAILURE);
                          log.warn("event {} did not arrive", row.event().eventId(), failure);
                          return Mono.empty();
                        }),
            waiting.size())
        .collect(ArrayList::new, List::add);
  }

  /** What is not let go of here is taken by others when the lease ends. */
  @Override
  public void stop(Runnable stopped) {
    if (end()) {
      connections
          .once(connection -> rows.leave(connection, id))
          .timeout(LONGEST_FAREWELL)
          .onErrorComplete()
          .doFinally(signal -> stopped.run())
          .subscribe();
    } else {
      stopped.run();
    }
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  private synchronized boolean end() {
    Disposable current = running;
    if (current == null) {
      return false;
    }
    current.dispose();
    running = null;
    return true;
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
