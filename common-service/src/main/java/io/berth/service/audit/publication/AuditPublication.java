package io.berth.service.audit.publication;

import static io.berth.service.sql.Rows.value;

import io.berth.service.json.BerthJson;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.outbox.OutboxPublication;
import io.berth.service.outbox.OutboxPublication.Batch;
import io.berth.service.outbox.OutboxStore;
import io.berth.service.outbox.SinglePublisher;
import io.berth.service.schedule.Steps;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/**
 * Publishes a service's audit records, each at least once: in the order of their ids, except that
 * one whose transaction ends late comes late. A trigger notes each record to be published in the
 * transaction that adds it, so that none is left out however late its transaction ends.
 */
final class AuditPublication implements OutboxStore<AuditRecord> {

  private static final long LOCK = 0x6265727468_02L;
  private static final int BATCH = 200;
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final String service;
  private final DatabaseClient database;
  private final SinglePublisher publisher;
  private final TopicPublisher topic;
  private final OutboxPublication<AuditRecord> publication = new OutboxPublication<>(this, BATCH);

  AuditPublication(
      String service,
      DatabaseClient database,
      TransactionalOperator transaction,
      TopicPublisher topic) {
    this.service = service;
    this.database = database;
    this.publisher = new SinglePublisher(database, transaction, LOCK);
    this.topic = topic;
  }

  /** Publishes until no record waits. */
  Mono<Long> run() {
    return Steps.untilLess(
        BATCH,
        () ->
            publisher
                .publish(publication.publishSome(), Mono.just(new Batch(0, 0)))
                .map(Batch::arrived));
  }

  @Override
  public Mono<List<AuditRecord>> waiting(int limit) {
    return database
        .sql(
            """
            select id, at, actor_uid, action, object, reason, details::text as details, address,
              request_id
            from audit_unpublished join audit_log using (id)
            order by id limit :limit
            """)
        .bind("limit", limit)
        .map(this::auditRecord)
        .all()
        .collectList();
  }

  private AuditRecord auditRecord(Readable row) {
    return new AuditRecord(
        service,
        value(row, "id", Long.class),
        value(row, "at", Instant.class),
        row.get("actor_uid", Long.class),
        value(row, "action", String.class),
        value(row, "object", String.class),
        value(row, "reason", String.class),
        BerthJson.mapper().readValue(value(row, "details", String.class), DETAILS),
        row.get("address", String.class),
        value(row, "request_id", String.class));
  }

  @Override
  public Object key(AuditRecord event) {
    return service;
  }

  @Override
  public Mono<Void> publish(AuditRecord event) {
    return topic.publishJson(service, event);
  }

  @Override
  public Mono<Void> published(List<AuditRecord> arrived) {
    return database
        .sql("delete from audit_unpublished where id = any(:ids)")
        .bind("ids", arrived.stream().map(AuditRecord::id).toArray(Long[]::new))
        .then();
  }

  /** Returns how long the oldest record waits, in seconds; 0 where none does. */
  Mono<Double> oldestSeconds() {
    return database
        .sql(
            """
            select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8
            from (select at from audit_unpublished join audit_log using (id)
                  order by id limit 1) first
            """)
        .mapValue(Double.class)
        .one();
  }
}
