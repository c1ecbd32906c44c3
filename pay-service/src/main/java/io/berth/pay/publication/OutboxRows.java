package io.berth.pay.publication;

import static io.berth.service.sql.Rows.value;

import io.berth.api.order.OrderEvent;
import io.berth.pay.order.OrderRows;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox as a relay sees it through its own connection. */
@Component
class OutboxRows {

  /** Event and where it stands. */
  record Waiting(EventId id, int shard, OrderEvent event) {}

  private static final String SHARE = "select share_outbox($1, $2::interval, $3) as shard";

  private static final String RENEW =
      """
      with alive as (
        update outbox_relays set until = clock_timestamp() + $2::interval where owner = $1)
      update outbox_shards set until = clock_timestamp() + $2::interval where owner = $1
      """;

  private static final String LEAVE = "select leave_outbox($1)";

  // At most one event per order: the next one leaves only when the one before has arrived. Shard by
  // shard, each in the order of its index of what waits: all at once, PostgreSQL goes through the
  // whole outbox by id instead.
  private static final String WAITING =
      "select b.shard, b.version, b.kind, b.at, b.request_id, "
          + OrderRows.COLUMNS
          + """
           from (select distinct on (w.order_id) w.*
                   from (select own.*
                           from unnest($1) as mine (number)
                          cross join lateral (
                                select * from outbox
                                 where published_at is null and shard = mine.number
                                 order by id limit $2) own
                          order by own.id limit $2) w
                  order by w.order_id, w.version) b
           join orders o on o.id = b.order_id
           join coins c on c.id = o.coin_id
          order by b.id
          """;

  private static final String PUBLISHED =
      """
      update outbox b set published_at = clock_timestamp()
        from unnest($1, $2) as e (order_id, version)
       where b.order_id = e.order_id and b.version = e.version
      """;

  private final OrderRows orders;

  OutboxRows(OrderRows orders) {
    this.orders = orders;
  }

  /**
   * Renews the relay's lease, and gives up or takes shards so that all relays own about as many.
   *
   * @param kept not given up
   * @return all shards that the relay owns now
   */
  Mono<Set<Integer>> share(
      Connection connection, UUID relay, Duration lease, Collection<Integer> kept) {
    return Flux.from(
            connection
                .createStatement(SHARE)
                .bind("$1", relay)
                .bind("$2", interval(lease))
                .bind("$3", shorts(kept))
                .execute())
        .concatMap(result -> result.map(row -> value(row, "shard", Integer.class)))
        .collect(Collectors.toSet());
  }

  /** Renews the lease of what the relay owns, and changes nothing else. */
  Mono<Void> renew(Connection connection, UUID relay, Duration lease) {
    return Flux.from(
            connection
                .createStatement(RENEW)
                .bind("$1", relay)
                .bind("$2", interval(lease))
                .execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  /** Ends the relay's lease, so that others need not wait for its end. */
  Mono<Void> leave(Connection connection, UUID relay) {
    return Flux.from(connection.createStatement(LEAVE).bind("$1", relay).execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  private static String interval(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }

  private static Short[] shorts(Collection<Integer> shards) {
    return shards.stream().map(Integer::shortValue).toArray(Short[]::new);
  }

  Mono<List<Waiting>> waiting(Connection connection, Collection<Integer> shards, int limit) {
    return Flux.from(
            connection
                .createStatement(WAITING)
                .bind("$1", shorts(shards))
                .bind("$2", limit)
                .execute())
        .concatMap(result -> result.map(this::row))
        .collectList();
  }

  Mono<Void> published(Connection connection, List<EventId> events) {
    return Flux.from(
            connection
                .createStatement(PUBLISHED)
                .bind("$1", events.stream().map(EventId::orderId).toArray(Long[]::new))
                .bind("$2", events.stream().map(EventId::version).toArray(Long[]::new))
                .execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  private Waiting row(Readable row) {
    EventId id = new EventId(value(row, "id", Long.class), value(row, "version", Long.class));
    OrderEvent event =
        new OrderEvent(
            id.text(),
            id.version(),
            OrderEvent.Kind.valueOf(value(row, "kind", String.class)),
            orders.order(row),
            value(row, "at", Instant.class),
            value(row, "request_id", String.class));
    return new Waiting(id, value(row, "shard", Integer.class), event);
  }
}
