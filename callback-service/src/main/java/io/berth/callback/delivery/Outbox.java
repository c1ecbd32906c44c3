package io.berth.callback.delivery;

import static io.berth.service.sql.Rows.value;

import io.berth.api.DeliveryEvent;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results that are committed but not known to be published. */
@Repository
class Outbox {

  private static final String WAITING =
      """
      select a.delivery_id, a.number, a.http_status, a.delivered, a.finished_at,
             d.event_id, d.order_id, d.app_id, d.request_id
      from attempts a join deliveries d on d.id = a.delivery_id
      where a.finished_at < now() - :age::interval and not a.published
      order by a.finished_at limit :limit
      """;

  private static final String PUBLISHED =
      """
      update attempts a set published = true
      from unnest(:ids, :numbers) as done (delivery_id, number)
      where a.delivery_id = done.delivery_id and a.number = done.number
      """;

  private final DatabaseClient database;

  Outbox(DatabaseClient database) {
    this.database = database;
  }

  /** The oldest that have waited for so long. */
  Flux<Announcement> waiting(Duration age, int limit) {
    return database
        .sql(WAITING)
        .bind("age", age.toMillis() + " milliseconds")
        .bind("limit", limit)
        .map(Outbox::announcement)
        .all();
  }

  Mono<Void> published(List<Announcement> announcements) {
    return database
        .sql(PUBLISHED)
        .bind("ids", announcements.stream().map(Announcement::deliveryId).toArray(Long[]::new))
        .bind(
            "numbers",
            announcements.stream().map(done -> done.event().attempt()).toArray(Integer[]::new))
        .then();
  }

  private static Announcement announcement(Readable row) {
    return new Announcement(
        value(row, "delivery_id", Long.class),
        new DeliveryEvent(
            value(row, "event_id", String.class),
            value(row, "order_id", Long.class),
            value(row, "app_id", String.class),
            value(row, "number", Integer.class),
            value(row, "http_status", Integer.class),
            value(row, "delivered", Boolean.class),
            value(row, "finished_at", Instant.class),
            value(row, "request_id", String.class)));
  }
}
