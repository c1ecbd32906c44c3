package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderOutcome;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Handles people's questions about an app's orders; the command endpoint has checked that they may.
 */
@Component
class ConsoleOrders {

  private final DatabaseClient database;
  private final OrderSearch search;
  private final OrderLives lives;

  ConsoleOrders(DatabaseClient database, OrderSearch search, OrderLives lives) {
    this.database = database;
    this.search = search;
    this.lives = lives;
  }

  Mono<Outcome> answer(OrderCommand command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    return switch (command) {
      case OrderCommand.CountPaidOrders count -> countPaid(count, appId);
      case OrderCommand.SearchOrders asked -> search.search(asked, appId).cast(Outcome.class);
      case OrderCommand.ReadOrderLife(long orderId) ->
          lives
              .read(orderId, appId)
              .<Outcome>map(life -> life)
              .defaultIfEmpty(Outcome.Refusal.of(ErrorCode.ORDER_UNKNOWN));
    };
  }

  /** The bound on the id is what leaves partitions out. */
  private Mono<Outcome> countPaid(OrderCommand.CountPaidOrders count, String appId) {
    return database
        .sql(
            """
            select count(*) as paid from orders
            where app_id = :app and id >= order_id_at(:since) and status = 'PAID'
            """)
        .bind("app", appId)
        .bind("since", count.since().atOffset(ZoneOffset.UTC))
        .map(row -> Objects.requireNonNull(row.get("paid", Long.class)))
        .one()
        .map(OrderOutcome.PaidOrders::new);
  }
}
