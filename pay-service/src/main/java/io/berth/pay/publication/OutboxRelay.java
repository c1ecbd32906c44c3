package io.berth.pay.publication;

import io.berth.pay.publication.OutboxRows.Waiting;
import io.berth.service.outbox.OutboxPublication;
import io.berth.service.outbox.OutboxStore;
import io.berth.service.sql.UnpooledConnection;
import io.berth.service.wakeup.PostgresListener;
import io.berth.service.wakeup.WakeUpSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

  /** Between steps that left nothing behind: what comes meanwhile leaves together. */
  private static final Duration LINGER = Duration.ofMillis(20);

  static final String CHANNEL = "berth_outbox";

  /** What PostgreSQL's administrator sees of its connection. */
  static final String NAME = "berth-outbox-relay";

  private final UnpooledConnection connections;
  private final OutboxRows rows;
  private final OrderTopic topic;
  private final OutboxProperties properties;
  private final Counter published;
  private final Counter failed;
  private final OrderMetrics ended;
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
    this.ended = new OrderMetrics(meters);
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          connections.keep("relaying", connection -> new Session(connection).serve()).subscribe();
    }
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

  /** Work on one connection: publishes the shards that the relay owns, and renews their lease. */
  private final class Session implements OutboxStore<Waiting> {
    private final PostgresqlConnection connection;
    private final RelayShards shards = new RelayShards();
    private final WakeUpSignal retries = new WakeUpSignal();
    private final OutboxPublication<Waiting> publication =
        new OutboxPublication<>(this, properties.batch());

    Session(PostgresqlConnection connection) {
      this.connection = connection;
    }

    /** Emits after each piece of work. */
    Flux<Boolean> serve() {
      Flux<Object> signals =
          Flux.merge(
              Flux.interval(Duration.ZERO, properties.poll()).onBackpressureDrop(),
              PostgresListener.notifications(connection),
              retries.signals());
      Flux<Mono<Void>> rounds = signals.onBackpressureLatest().map(_ -> Mono.defer(this::round));
      // The lease is renewed while nothing signals, too.
      Flux<Mono<Void>> balances =
          Flux.interval(properties.balanceEvery())
              .onBackpressureDrop()
              .map(_ -> Mono.defer(this::balance));
      return connection
          .createStatement("set application_name to '" + NAME + "'")
          .execute()
          .then(PostgresListener.listen(connection, CHANNEL))
          .thenMany(Flux.merge(1, rounds, balances).concatMap(work -> work.thenReturn(true), 1));
    }

    /** Publishes until nothing waits that may leave now. */
    private Mono<Void> round() {
      return step()
          .expand(
              found -> {
                Duration pause = found < properties.batch() ? LINGER : Duration.ZERO;
                return found == 0 ? Mono.empty() : Mono.delay(pause).then(Mono.defer(this::step));
              })
          .then();
    }

    /** Publishes a batch and says how many events were waiting. */
    private Mono<Integer> step() {
      return balance()
          .then(Mono.defer(publication::publishSome))
          .doOnNext(this::retryLater)
          .map(OutboxPublication.Batch::waiting);
    }

    private void retryLater(OutboxPublication.Batch batch) {
      if (batch.arrived() < batch.waiting()) {
        retries.signalIn(PAUSE_AFTER_FAILURE);
      }
    }

    /**
     * Asked for before every step, since rounds need not end under load, and done where it is due.
     * Nothing is on its way then, so that a shard can be let go of.
     */
    private Mono<Void> balance() {
      if (!shards.balanceIsDue(properties.balanceEvery())) {
        return Mono.empty();
      }
      long asked = System.nanoTime();
      return rows.share(connection, id, properties.lease(), shards.paused())
          .doOnNext(owned -> shards.own(owned, asked + properties.lease().toNanos()))
          .then();
    }

    @Override
    public Mono<List<Waiting>> waiting(int limit) {
      Set<Integer> open = shards.open();
      return open.isEmpty() ? Mono.just(List.of()) : rows.waiting(connection, open, limit);
    }

    @Override
    public Object key(Waiting row) {
      return row.id().orderId();
    }

    /** A shard with an event that does not arrive is left alone for a while. */
    @Override
    public Mono<Void> publish(Waiting row) {
      return topic
          .publish(row.event())
          .doOnSuccess(_ -> published.increment())
          .doOnError(
              _ -> {
                failed.increment();
                shards.pause(row.shard(), PAUSE_AFTER_FAILURE);
              });
    }

    /** Renews the lease while Kafka is waited for, which may take longer than that. */
    @Override
    public <T> Mono<T> holding(Mono<T> publishing) {
      Mono<T> renewals =
          Flux.interval(properties.balanceEvery())
              .onBackpressureDrop()
              .concatMap(_ -> rows.renew(connection, id, properties.lease()), 1)
              .then(Mono.never());
      return Mono.firstWithSignal(publishing, renewals);
    }

    @Override
    public Mono<Void> published(List<Waiting> arrived) {
      return rows.published(connection, arrived)
          .doOnSuccess(_ -> arrived.forEach(row -> ended.published(row.event())));
    }
  }
}
