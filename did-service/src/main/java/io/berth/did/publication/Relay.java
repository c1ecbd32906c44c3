package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.api.token.Revocation;
import io.berth.did.key.TokenKeys;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.key.TokenType;
import io.berth.service.outbox.OutboxPublication;
import io.berth.service.outbox.OutboxPublication.Batch;
import io.berth.service.outbox.OutboxStore;
import io.berth.service.outbox.SinglePublisher;
import io.berth.service.schedule.Steps;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Publishes the events of the outbox in order per key, on the instance that holds the advisory
 * lock, and deletes those that the broker has acknowledged. An event may be sent twice, which
 * consumers tolerate because records are versioned.
 *
 * <p>Heartbeats are sent the same way, after the outbox was empty: there are none while revocations
 * are stuck.
 */
@Component
final class Relay implements OutboxStore<Relay.Event> {
  private static final long LOCK = 0x6265727468_01L;

  /**
   * Until the lock is tried again: whoever holds it may have looked before the event was committed.
   */
  private static final Duration RETRY = Duration.ofMillis(100);

  private final DatabaseClient database;
  private final SinglePublisher publisher;
  private final TopicPublisher apps;
  private final TopicPublisher identities;
  private final TopicPublisher revocations;
  private final TokenKeys keys;
  private final RelayProperties properties;
  private final WakeUpSignal wakeUp;
  private final InstantSource clock;
  private final OutboxPublication<Event> publication;
  private volatile Instant heardOf = Instant.EPOCH;

  Relay(
      DatabaseClient database,
      TransactionalOperator transaction,
      Events events,
      TokenKeys keys,
      RelayProperties properties,
      WakeUpSignal wakeUp,
      InstantSource clock) {
    this.database = database;
    this.publisher = new SinglePublisher(database, transaction, LOCK);
    this.apps = events.toSelfSigned(Topics.APPS);
    this.identities = events.to(Topics.IDENTITIES);
    this.revocations = events.to(Topics.REVOCATIONS);
    this.keys = keys;
    this.properties = properties;
    this.wakeUp = wakeUp;
    this.clock = clock;
    this.publication = new OutboxPublication<>(this, properties.batch());
  }

  record Event(long id, String topic, String key, String payload) {}

  /** Publishes until the outbox is empty, for all that this instance can tell. */
  Mono<?> run() {
    return hasWork()
        .filter(Boolean::booleanValue)
        .flatMap(_ -> Steps.untilLess(properties.batch(), () -> step().map(Batch::arrived)));
  }

  /** Most looks find nothing: one statement, without a lock. */
  private Mono<Boolean> hasWork() {
    return heartbeatIsDue()
        ? Mono.just(true)
        : database
            .sql("select id from outbox order by id limit 1")
            .mapValue(Long.class)
            .one()
            .hasElement();
  }

  private Mono<Batch> step() {
    return publisher.publish(
        publication
            .publishSome()
            .flatMap(
                batch -> batch.waiting() == 0 ? heartbeat().thenReturn(batch) : Mono.just(batch)),
        Mono.fromSupplier(this::later));
  }

  private Batch later() {
    wakeUp.signalIn(RETRY);
    return new Batch(0, 0);
  }

  @Override
  public Mono<List<Event>> waiting(int limit) {
    return database
        .sql("select id, topic, key, payload from outbox order by id limit :limit")
        .bind("limit", limit)
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

  @Override
  public Object key(Event event) {
    return event.topic() + ' ' + event.key();
  }

  @Override
  public Mono<Void> publish(Event event) {
    return switch (event.topic()) {
      case Topics.APPS ->
          apps.publish(event.key(), keys.sign(TokenType.APP_RECORD, event.payload()));
      case Topics.IDENTITIES -> identities.publish(event.key(), event.payload());
      case Topics.REVOCATIONS -> revocations.publish(event.key(), event.payload());
      default -> Mono.error(new IllegalStateException("no topic of ours: " + event.topic()));
    };
  }

  @Override
  public Mono<Void> published(List<Event> arrived) {
    return database
        .sql("delete from outbox where id = any(:ids)")
        .bind("ids", arrived.stream().map(Event::id).toArray(Long[]::new))
        .then();
  }

  private Mono<Void> heartbeat() {
    if (!heartbeatIsDue()) {
      return Mono.empty();
    }
    Instant now = clock.instant();
    String beat = BerthJson.mapper().writeValueAsString(new Revocation.Heartbeat(now));
    return revocations.publish("heartbeat", beat).then(Mono.fromRunnable(() -> heardOf = now));
  }

  private boolean heartbeatIsDue() {
    return !clock.instant().isBefore(heardOf.plus(properties.heartbeat()));
  }
}
