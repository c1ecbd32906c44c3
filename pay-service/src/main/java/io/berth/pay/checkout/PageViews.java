package io.berth.pay.checkout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Notes when a payer came first, for people who look at the order later. A note that cannot be made
 * keeps nobody from paying.
 */
@Component
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
              log.warn("a visit of order {} is not noted", orderId, failure);
              return Mono.empty();
            });
  }
}
