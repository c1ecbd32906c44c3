package io.berth.pay.outbox;

import static io.berth.service.sql.Rows.value;

import io.berth.api.OrderEvent;
import io.berth.pay.order.OrderRows;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox as a relay sees it through its own connection. */
@Component
class OutboxRows {

  /** Event and where it stands. */
  record Waiting(EventId id, int shard, OrderEvent event) {}

  // First key of the advisory locks; the second is the shard.
  private static final int LOCKS = 0x6f726473;
  private static final int SHARDS = 8;
  // Held by every relay at once, so that each can see how many there are.
  private static final int MEMBERSHIP = LOCKS + 1;

  private static final String JOIN = "select pg_advisory_lock_shared(" + MEMBERSHIP + ", 0)";

  private static final String MEMBERS =
      "select count(*) as members from pg_locks where locktype = 'advisory' and granted"
          + " and classid = "
          + MEMBERSHIP
          + " and database = (select oid from pg_database where datname = current_database())";

  // The limit is above the sieve: no lock is taken that is not returned.
  private static final String LOCK =
      "select shard from generate_series(0, "
          + (SHARDS - 1)
          + ") as shard where shard <> all ($1) and pg_try_advisory_lock("
          + LOCKS
          + ", shard) limit $2";

  private static final String UNLOCK =
      "select pg_advisory_unlock(" + LOCKS + ", shard) from unnest($1) as shard";

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

  /** Makes this connection one of those that {@link #fairShare} counts, until it closes. */
  Mono<Void> join(Connection connection) {
    return Flux.from(connection.createStatement(JOIN).execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  /** How many shards each relay may own, so that all together own all. */
  Mono<Integer> fairShare(Connection connection) {
    return Flux.from(connection.createStatement(MEMBERS).execute())
        .concatMap(result -> result.map(row -> value(row, "members", Long.class)))
        .single()
        .map(members -> Math.ceilDiv(SHARDS, Math.max(1, Math.toIntExact(members))));
  }

  /** Shards, at most so many, that this connection owns from now on, until it closes. */
  Flux<Integer> lockMore(Connection connection, Collection<Integer> owned, int most) {
    return Flux.from(
            connection
                .createStatement(LOCK)
                .bind("$1", owned.toArray(Integer[]::new))
                .bind("$2", most)
                .execute())
        .concatMap(result -> result.map(row -> value(row, "shard", Integer.class)));
  }

  Mono<Void> unlock(Connection connection, Collection<Integer> shards) {
    return Flux.from(
            connection.createStatement(UNLOCK).bind("$1", shards.toArray(Integer[]::new)).execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  Mono<List<Waiting>> waiting(Connection connection, Collection<Integer> shards, int limit) {
    return Flux.from(
            connection
                .createStatement(WAITING)
                .bind("$1", shards.stream().map(Integer::shortValue).toArray(Short[]::new))
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
