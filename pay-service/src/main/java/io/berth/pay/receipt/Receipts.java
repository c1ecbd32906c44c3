package io.berth.pay.receipt;

import io.berth.api.order.Order;
import io.berth.pay.order.OrderRows;
import io.berth.pay.order.Orders;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads a player's paid orders. */
@Repository
class Receipts {

  private static final String OWN =
      "select "
          + OrderRows.COLUMNS
          + """
             from orders o join coins c on c.id = o.coin_id
            where o.uid = :uid and o.status = 'PAID'
          """;

  private final DatabaseClient database;
  private final OrderRows rows;
  private final Orders orders;

  Receipts(DatabaseClient database, OrderRows rows, Orders orders) {
    this.database = database;
    this.rows = rows;
    this.orders = orders;
  }

  /**
   * Newest first.
   *
   * @param before id of an order that the list goes on after; null for its begin
   */
  Flux<Order> of(long uid, @Nullable Long before, int limit) {
    return database
        .sql(OWN + " and o.id < :before order by o.id desc limit :limit")
        .bind("uid", uid)
        .bind("before", before == null ? Long.MAX_VALUE : before)
        .bind("limit", limit)
        .map(rows::order)
        .all();
  }

  /** The first day, in UTC, whose orders are all listed; empty where no month is archived. */
  Mono<LocalDate> archivedBefore() {
    return orders.archivedBefore();
  }

  /** Empty where the player has no such order. */
  Mono<Order> find(long uid, long id) {
    return database
        .sql(OWN + " and o.id = :id")
        .bind("uid", uid)
        .bind("id", id)
        .map(rows::order)
        .one();
  }

  /** Reads the refunds of an order, oldest first. */
  Flux<Order> returnsOf(Order order, int limit) {
    return database
        .sql(OWN + " and o.app_id = :app and o.return_of = :number order by o.id limit :limit")
        .bind("uid", order.uid() == null ? 0L : order.uid())
        .bind("app", order.appId())
        .bind("number", order.tradeNo())
        .bind("limit", limit)
        .map(rows::order)
        .all();
  }
}
