package io.berth.pay.refund;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.service.command.CommandHandler;
import java.math.BigDecimal;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Refunds a payment, wholly or in part, to the user who made it. */
@Component
class ReturnOrderHandler implements CommandHandler<ReturnOrder> {

  private final Access access;
  private final Orders orders;
  private final OrderPosting posting;

  ReturnOrderHandler(Access access, Orders orders, OrderPosting posting) {
    this.access = access;
    this.orders = orders;
    this.posting = posting;
  }

  @Override
  public Mono<Outcome> handle(ReturnOrder command, Caller caller) {
    App app = access.payingServer(caller, Scope.APP_TO_USER);
    if ((command.rate() == null) == (command.amount() == null)) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "either a rate or an amount");
    }
    return orders
        .find(app.appId(), new OrderReference.TradeNo(command.originalTradeNo()))
        .map(StoredOrder::order)
        .doOnNext(ReturnOrderHandler::requirePaid)
        .flatMap(
            original ->
                access
                    .coin(app, original.coin())
                    .flatMap(coin -> refund(command, app, original, coin, caller)));
  }

  private Mono<Outcome> refund(
      ReturnOrder command, App app, Order original, Coin coin, Caller caller) {
    BigDecimal amount = amount(command, original, coin);
    Amounts.check(amount, coin);
    OrderDraft draft =
        Refunds.draft(original, command.returnTradeNo(), coin, amount, command.attributes());
    boolean capped = !app.policy().returnsUncapped();
    Refund refund = new Refund(original.id(), original.tradeNo(), capped);
    return posting.refund(app, coin, draft, refund, caller.requestId());
  }

  private static void requirePaid(Order original) {
    if (original.status() != OrderStatus.PAID) {
      throw Refused.because(ErrorCode.ORDER_NOT_PAID, "order is " + original.status());
    } else if (original.direction() != Direction.USER_TO_APP) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "only a user's payment can be returned");
    }
  }

  private static BigDecimal amount(ReturnOrder command, Order original, Coin coin) {
    BigDecimal rate = command.rate();
    if (rate == null) {
      return Objects.requireNonNull(command.amount());
    } else if (rate.signum() <= 0 || rate.compareTo(BigDecimal.ONE) > 0) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "rate must be in (0,1]");
    }
    return Amounts.share(original.amount(), rate, coin);
  }
}
