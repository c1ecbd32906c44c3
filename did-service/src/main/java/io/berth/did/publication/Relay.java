package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.api.token.Revocation;
import io.berth.did.key.TokenKeys;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.key.TokenType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes the outbox. Of several instances the one that holds the advisory lock does it, in order
 * per key, and deletes what the broker has acknowledged; after a failure the batch is sent again,
 * which readers bear because records are versioned.
 *
 * <p>The sign of life is sent by the same hand after the outbox was found empty: while revocations
 * are stuck, nobody is told that all is well.
 */
@Component
final class Relay implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final long LOCK = 0x6265727468_01L;
  private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

  // Longer than Kafka is waited for. The server takes the lock from an instance that hangs or whose
  // machine is gone; else the others would wait until TCP gives up, for hours.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final TopicPublisher apps;
  private final TopicPublisher identities;
  private final TopicPublisher revocations;
  private final TokenKeys keys;
  private final RelayProperties properties;
  private final InstantSource clock;
  private volatile Instant heardOf = Instant.EPOCH;
  private volatile @Nullable Disposable running;

  Relay(
      DatabaseClient database,
      TransactionalOperator transaction,
      Events events,
      TokenKeys keys,
      RelayProperties properties,
      InstantSource clock) {
    this.database = database;
    this.transaction = transaction;
    this.apps = events.toSelfSigned(Topics.APPS);
    this.identities = events.to(Topics.IDENTITIES);
    this.revocations = events.to(Topics.REVOCATIONS);
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
  }

  private record Event(long id, String topic, String key, String payload) {}

  @Override
  public void start() {
    running =
        Mono.defer(this::step)
            .timeout(LONGEST_STEP)
            .onErrorResume(
                e -> {
                  log.warn("events wait", e);
                  return Mono.just(0);
                })
            .flatMap(
                sent ->
                    sent >= properties.batch()
                        ? Mono.<Long>empty()
                        : Mono.delay(properties.interval()))
            .repeat()
            .subscribe();
  }

  @Override
  public void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  private Mono<Integer> step() {
    return holdsLock()
        .flatMap(
            holds ->
                holds
                    ? read().flatMap(batch -> publish(batch).thenReturn(batch.size()))
                    : Mono.just(0))
        .as(transaction::transactional);
  }

  private Mono<Boolean> holdsLock() {
    return database
        .sql(
            "select pg_try_advisory_xact_lock($1) as held,"
                + " set_config('idle_in_transaction_session_timeout', $2, true)")
        .bind("$1", LOCK)
        .bind("$2", Long.toString(LONGEST_IDLE.toMillis()))
        .map(row -> Boolean.TRUE.equals(row.get("held", Boolean.class)))
        .one();
  }

  private Mono<List<Event>> read() {
    return database
        .sql("select id, topic, key, payload from outbox order by id limit $1")
        .bind("$1", properties.batch())
        .map(
            row ->
                new Event(
                    Objects.requireNonNull(row.get("id", Long.class)),
                    Objects.requireNonNull(row.get("topic", String.class)),
                    Objects.requireNonNull(row.get("key", String.class)),
                    Objects.requireNonNull(row.get("payload", String.class))))
        .all()
        .collectList();
  }

  private Mono<Void> publish(List<Event> batch) {
    if (batch.isEmpty()) {
      return heartbeat();
    }
    return Flux.fromIterable(batch)
        .groupBy(event -> event.topic() + ' ' + event.key(), properties.batch())
        .flatMap(sameKey -> sameKey.concatMap(this::publish), properties.batch())
        .then(delete(batch));
  }

  private Mono<Void> publish(Event event) {
    return switch (event.topic()) {
      case Topics.APPS ->
          apps.publish(event.key(), keys.sign(TokenType.APP_RECORD, event.payload()));
      case Topics.IDENTITIES -> identities.publish(event.key(), event.payload());
      case Topics.REVOCATIONS -> revocations.publish(event.key(), event.payload());
      default -> Mono.error(new IllegalStateException("no topic of ours: " + event.topic()));
    };
  }

  private Mono<Void> delete(List<Event> batch) {
    return database
        .sql("delete from outbox where id = any($1)")
        .bind("$1", batch.stream().map(Event::id).toArray(Long[]::new))
        .then();
  }

  private Mono<Void> heartbeat() {
    Instant now = clock.instant();
    if (now.isBefore(heardOf.plus(properties.heartbeat()))) {
      return Mono.empty();
    }
    String beat = BerthJson.mapper().writeValueAsString(new Revocation.Heartbeat(now));
    return revocations.publish("heartbeat", beat).then(Mono.fromRunnable(() -> heardOf = now));
  }
}
