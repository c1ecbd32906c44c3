package io.berth.pay.publication;

import static io.berth.service.sql.Rows.value;

import io.berth.api.order.OrderEvent;
import io.berth.pay.order.OrderRows;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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

  /**
   * Adds each ended order to the totals with the note that its event is published for the first
   * time. Rows of totals are locked in one order by every relay.
   */
  private static final String PUBLISHED =
      """
      with published as (
        update outbox b set published_at = clock_timestamp()
          from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            as e (order_id, version, app_id, coin_id, kind, status, amount, fee)
         where b.order_id = e.order_id and b.version = e.version and b.published_at is null
        returning e.*, b.at, b.kind = 'SETTLED' and b.republished = 0 as counts)
      insert into order_totals as t (app_id, minutes, slot, coin_id, kind, status,
                                     orders, amount, fee)
        select owner.app_id, length.minutes,
               date_bin(make_interval(mins => length.minutes), p.at, timestamptz 'epoch'),
               p.coin_id, p.kind, p.status, count(*), sum(p.amount), sum(p.fee)
          from published p
          join order_totals_start s on p.at >= s.since
         cross join lateral (values (p.app_id), ('')) as owner (app_id)
         cross join (values (5), (60)) as length (minutes)
         -- All apps together are those of live.
         where p.counts and (owner.app_id <> '' or p.app_id not like 'test:%')
         group by 1, 2, 3, 4, 5, 6
         order by 1, 2, 3, 4, 5, 6
      on conflict (app_id, minutes, slot, coin_id, kind, status)
        do update set orders = t.orders + excluded.orders, amount = t.amount + excluded.amount,
                      fee = t.fee + excluded.fee
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

  Mono<Void> published(Connection connection, List<Waiting> rows) {
    return Flux.from(
            connection
                .createStatement(PUBLISHED)
                .bind("$1", column(rows, Long[]::new, row -> row.id.orderId()))
                .bind("$2", column(rows, Long[]::new, row -> row.id.version()))
                .bind("$3", column(rows, String[]::new, row -> row.event.order().appId()))
                .bind("$4", column(rows, Integer[]::new, row -> row.event.order().coinId()))
                .bind("$5", column(rows, String[]::new, row -> row.event.order().kind().name()))
                .bind("$6", column(rows, String[]::new, row -> row.event.order().status().name()))
                .bind("$7", column(rows, BigDecimal[]::new, row -> row.event.order().amount()))
                .bind("$8", column(rows, BigDecimal[]::new, row -> row.event.order().cut()))
                .execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  private static <T> T[] column(
      List<Waiting> rows, IntFunction<T[]> array, Function<Waiting, T> value) {
    return rows.stream().map(value).toArray(array);
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
