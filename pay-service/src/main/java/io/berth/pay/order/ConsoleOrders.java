package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.OrderCommand;
import io.berth.api.OrderOutcome;
import io.berth.api.Outcome;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people see of an app's orders; the command endpoint has checked that they may. */
@Component
class ConsoleOrders {

  private final DatabaseClient database;

  ConsoleOrders(DatabaseClient database) {
    this.database = database;
  }

  Mono<Outcome> answer(OrderCommand command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    return switch (command) {
      case OrderCommand.CountPaidOrders count -> countPaid(count, appId);
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
