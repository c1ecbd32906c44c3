package io.berth.pay.order;

import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.dialect.api.App;
import java.util.Collection;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds orders of several apps by their numbers, which the database looks up app by app. */
@Component
class OrderLookup {

  private static final int MOST = 20;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final DatabaseClient database;
  private final OrderRows rows;

  OrderLookup(DatabaseClient database, OrderRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Mono<OrderList> find(Collection<App> apps, String number) {
    String[] appIds = apps.stream().map(App::appId).toArray(String[]::new);
    return database
        .sql(
            """
            select order_id from order_numbers
            where app_id = any (:apps) and trade_no = :number limit :limit
            """)
        .bind("apps", appIds)
        .bind("number", number)
        .bind("limit", MOST)
        .mapValue(Long.class)
        .all()
        .concatWith(
            DIGITS.matcher(number).matches() ? Mono.just(Long.valueOf(number)) : Mono.empty())
        .collectList()
        .filter(ids -> !ids.isEmpty())
        .flatMapMany(
            ids ->
                database
                    .sql(
                        "select "
                            + OrderRows.COLUMNS
                            + """
                             from orders o join coins c on c.id = o.coin_id
                            where o.id = any (:ids) and o.app_id = any (:apps)
                            order by o.id desc limit :limit
                            """)
                    .bind("ids", ids.toArray(Long[]::new))
                    .bind("apps", appIds)
                    .bind("limit", MOST)
                    .map(rows::order)
                    .all())
        .collectList()
        .map(orders -> new OrderList(orders, null));
  }
}
