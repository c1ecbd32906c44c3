package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads one order of an app, for its server or for the order's user. */
@Component
class ReadOrderHandler implements CommandHandler<ReadOrder> {

  private final Access access;
  private final Orders orders;

  ReadOrderHandler(Access access, Orders orders) {
    this.access = access;
    this.orders = orders;
  }

  @Override
  public Mono<PaymentOutcome.OrderFound> handle(ReadOrder command, Caller caller) {
    App app = access.app(caller);
    return orders
        .find(app.appId(), command.order())
        .map(StoredOrder::order)
        .doOnNext(order -> requireVisible(order, caller))
        .map(PaymentOutcome.OrderFound::new);
  }

  /** Another user's order counts as unknown: numbers must not be enumerated. */
  private static void requireVisible(Order order, Caller caller) {
    boolean own = caller.uid() != null && caller.uid().equals(order.uid());
    if (caller.kind() != Caller.Kind.SERVER && !own) {
      throw Refused.because(ErrorCode.ORDER_UNKNOWN);
    }
  }
}
