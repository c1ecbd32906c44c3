package io.berth.pay.publication;

import static io.berth.service.sql.Rows.value;

import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.order.OrderRows;
import io.berth.service.schedule.Steps;
import io.berth.service.wakeup.WakeUp;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Removes old events, and publishes unacknowledged ones again. */
@Component
class OutboxMaintenance {

  private static final Logger log = LoggerFactory.getLogger(OutboxMaintenance.class);
  private static final int STEP = 1000;

  private record Unacknowledged(EventId id, OrderEvent event) {}

  private final DatabaseClient database;
  private final OrderRows orders;
  private final Apps apps;
  private final Dialects dialects;
  private final OutboxProperties properties;
  private final WakeUp wakeUp;
  private final Clock clock;

  OutboxMaintenance(
      DatabaseClient database,
      OrderRows orders,
      Apps apps,
      Dialects dialects,
      OutboxProperties properties,
      WakeUp wakeUp,
      Clock clock) {
    this.database = database;
    this.orders = orders;
    this.apps = apps;
    this.dialects = dialects;
    this.properties = properties;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** Removes published events that are old enough, in small steps until none is left. */
  Mono<Long> forget() {
    return Steps.untilLess(STEP, this::forgetSome);
  }

  private Mono<Long> forgetSome() {
    return database
        .sql(
            """
            delete from outbox b using (
              select order_id, version from outbox
               where order_id < order_id_at(now() - make_interval(secs => :seconds))
                 and published_at < now() - make_interval(secs => :seconds)
               order by order_id, version limit :step for update skip locked) old
             where b.order_id = old.order_id and b.version = old.version
            """)
        .bind("seconds", (double) properties.keep().toSeconds())
        .bind("step", STEP)
        .fetch()
        .rowsUpdated();
  }

  /**
   * Has events of paid orders published again for which no delivery has begun: Kafka acknowledges
   * what it has not yet written to disk.
   */
  Mono<Void> republishUnacknowledged() {
    return unacknowledged()
        .flatMap(
            events -> {
              List<EventId> again =
                  events.stream().filter(this::hasCallback).map(Unacknowledged::id).toList();
              List<EventId> nothing =
                  events.stream()
                      .map(Unacknowledged::id)
                      .filter(id -> !again.contains(id))
                      .toList();
              return acknowledge(nothing).then(publishAgain(again));
            });
  }

  private Mono<List<Unacknowledged>> unacknowledged() {
    return database
        .sql(
            "select b.version, b.at, b.request_id, "
                + OrderRows.COLUMNS
                + """
                 from outbox b
                 join orders o on o.id = b.order_id
                 join coins c on c.id = o.coin_id
                where b.published_at < now() - make_interval(secs => :seconds)
                  and b.published_at is not null and b.noticed_at is null
                  and b.republished < :most and b.kind = 'SETTLED' and o.status = 'PAID'
                order by b.published_at limit :step
                """)
        .bind("seconds", properties.unacknowledgedAfter().toMillis() / 1000.0)
        .bind("most", properties.republish())
        .bind("step", STEP)
        .map(this::row)
        .all()
        .collectList();
  }

  private Unacknowledged row(Readable row) {
    Order order = orders.order(row);
    EventId id = new EventId(order.id(), value(row, "version", Long.class));
    OrderEvent event =
        new OrderEvent(
            id.text(),
            id.version(),
            OrderEvent.Kind.SETTLED,
            order,
            value(row, "at", Instant.class),
            value(row, "request_id", String.class));
    return new Unacknowledged(id, event);
  }

  /** Whether this event makes a delivery at all: many a merchant has no callback address. */
  private boolean hasCallback(Unacknowledged row) {
    App app = apps.find(row.event().order().appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    return app == null
        || dialect == null
        || dialect.callbacks().message(row.event(), app, clock.instant()) != null;
  }

  private Mono<Void> publishAgain(List<EventId> events) {
    if (!events.isEmpty()) {
      log.warn("{} events without a delivery are published again", events.size());
    }
    return update("published_at = null, republished = republished + 1", events)
        .doOnSuccess(done -> wakeUp.signal());
  }

  /** Notes that callback-service knows of these events. */
  Mono<Void> acknowledge(List<EventId> events) {
    return update("noticed_at = clock_timestamp()", events);
  }

  /** Of those that are not noticed yet. */
  private Mono<Void> update(String change, List<EventId> events) {
    return events.isEmpty()
        ? Mono.empty()
        : database
            .sql(
                "update outbox b set "
                    + change
                    + """
                       from unnest(:orders, :versions) as e (order_id, version)
                      where b.order_id = e.order_id and b.version = e.version
                        and b.noticed_at is null
                      """)
            .bind("orders", events.stream().map(EventId::orderId).toArray(Long[]::new))
            .bind("versions", events.stream().map(EventId::version).toArray(Long[]::new))
            .fetch()
            .rowsUpdated()
            .then();
  }
}
