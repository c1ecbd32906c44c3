package io.berth.pay.reconciliation;

import io.berth.pay.reconciliation.Totals.Key;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Computes a day's totals from the ledger, by the time of posting. An order waits a day at most
 * before it is paid, and its id contains the time when it was made: that bounds the query.
 */
@Repository
class DayTotals {
  private final DatabaseClient database;

  DayTotals(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<Totals>> of(Day day) {
    return database
        .sql(
            """
            select c.code, o.direction, o.account, sum(o.amount) as volume, count(*) as orders
            from orders o join coins c on c.id = o.coin_id
            where o.app_id = :app and o.status = 'PAID'
              and o.id >= order_id_at(cast(:begin as timestamptz) - interval '25 hours')
              and o.id < order_id_at(cast(:end as timestamptz) + interval '1 hour')
              and o.settled_at >= :begin and o.settled_at < :end
            group by c.code, o.direction, o.account
            """)
        .bind("app", day.appId())
        .bind("begin", day.begin())
        .bind("end", day.end())
        .map(DayTotals::totals)
        .all()
        .collectList();
  }

  private static Totals totals(Readable row) {
    boolean userToApp = "USER_TO_APP".equals(row.get("direction", String.class));
    boolean coinAccount = "COIN".equals(row.get("account", String.class));
    return new Totals(
        new Key(
            Objects.requireNonNull(row.get("code", String.class)),
            userToApp ? "user2app" : "app2user",
            coinAccount ? "coin2coin" : "open2open"),
        Objects.requireNonNull(row.get("volume", BigDecimal.class)),
        Objects.requireNonNull(row.get("orders", Long.class)));
  }

  /** Apps whose users or servers paid on this day. */
  Flux<String> appsOf(Day day) {
    return database
        .sql(
            """
            select distinct app_id from orders
            where status = 'PAID'
              and id >= order_id_at(cast(:begin as timestamptz) - interval '25 hours')
              and id < order_id_at(cast(:end as timestamptz) + interval '1 hour')
              and settled_at >= :begin and settled_at < :end
            """)
        .bind("begin", day.begin())
        .bind("end", day.end())
        .mapValue(String.class)
        .all();
  }
}
