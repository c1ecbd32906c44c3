package io.berth.pay.prepayment;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.order.OrderRows;
import io.berth.pay.order.StoredOrder;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the payments that wait for a user's confirmation: of protocols without a pay page, where
 * the user confirms in a client, or on their account page.
 */
@Repository
class WaitingPayments {
  private static final int MOST = 50;

  private static final String OWN =
      "select "
          + OrderRows.COLUMNS
          + """
             from orders o join coins c on c.id = o.coin_id
            where o.specified_uid = :uid and o.status = 'PENDING'
              and o.expires_at > clock_timestamp()
          """;

  private final DatabaseClient database;
  private final OrderRows rows;
  private final Apps apps;
  private final Dialects dialects;

  WaitingPayments(DatabaseClient database, OrderRows rows, Apps apps, Dialects dialects) {
    this.database = database;
    this.rows = rows;
    this.apps = apps;
    this.dialects = dialects;
  }

  /** Those that end next come first. */
  Flux<StoredOrder> of(long uid) {
    return database
        .sql(OWN + " order by o.expires_at limit :most")
        .bind("uid", uid)
        .bind("most", MOST)
        .map(rows::stored)
        .all()
        .filter(this::isConfirmed);
  }

  /** Empty where no such payment waits for this user. */
  Mono<StoredOrder> find(long uid, long id) {
    return database
        .sql(OWN + " and o.id = :id")
        .bind("uid", uid)
        .bind("id", id)
        .map(rows::stored)
        .one()
        .filter(this::isConfirmed);
  }

  private boolean isConfirmed(StoredOrder stored) {
    App app = apps.find(stored.order().appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    return dialect != null && dialect.pages().payment() == null;
  }
}
