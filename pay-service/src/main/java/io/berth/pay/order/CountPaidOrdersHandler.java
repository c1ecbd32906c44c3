package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.order.OrderCommand.CountPaidOrders;
import io.berth.api.order.OrderOutcome;
import io.berth.service.command.CommandHandler;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts an app's paid orders since a moment. */
@Component
class CountPaidOrdersHandler implements CommandHandler<CountPaidOrders> {

  private final DatabaseClient database;

  CountPaidOrdersHandler(DatabaseClient database) {
    this.database = database;
  }

  /** The bound on the id leaves partitions out. */
  @Override
  public Mono<OrderOutcome.PaidOrders> handle(CountPaidOrders command, Caller caller) {
    return database
        .sql(
            """
            select count(*) from orders
            where app_id = :app and id >= order_id_at(:since) and status = 'PAID'
            """)
        .bind("app", Objects.requireNonNull(caller.appId()))
        .bind("since", command.since().atOffset(ZoneOffset.UTC))
        .mapValue(Long.class)
        .one()
        .map(OrderOutcome.PaidOrders::new);
  }
}
