package io.berth.pay.checkout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores when a payer first opened the page of an order. A failure does not keep the payer from
 * paying.
 */
@Repository
class PageViews {

  private static final Logger log = LoggerFactory.getLogger(PageViews.class);

  private final DatabaseClient database;

  PageViews(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> opened(long orderId) {
    return note(
        "insert into checkout_visits (order_id) values (:id) on conflict (order_id) do nothing",
        orderId);
  }

  Mono<Void> codeMailed(long orderId) {
    return note(
        """
        insert into checkout_visits as v (order_id, code_mailed_at)
        values (:id, clock_timestamp())
        on conflict (order_id) do update set code_mailed_at = excluded.code_mailed_at
        where v.code_mailed_at is null
        """,
        orderId);
  }

  private Mono<Void> note(String sql, long orderId) {
    return database
        .sql(sql)
        .bind("id", orderId)
        .then()
        .onErrorResume(
            failure -> {
              log.warn("a page view of order {} is not stored", orderId, failure);
              return Mono.empty();
            });
  }
}
