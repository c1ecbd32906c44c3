package io.berth.dialect.accesskey.operation;

import static io.berth.dialect.accesskey.AccessKeyParameters.TRADE_NO;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome.Done;
import io.berth.api.Subject;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.api.order.PaymentOutcome.OrderPage;
import io.berth.dialect.accesskey.HistoryFilter;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import org.jspecify.annotations.Nullable;

/** Reads requests about orders ({@code protocols/dragonex.md}, Pay). */
public final class OrderOperations {
  private static final Whole USER =
      Whole.optional("uid", Long.MAX_VALUE, "Whose orders, by uid; 0 for everybody's");

  public static final Operation<OrderFound> DETAIL =
      Operation.both(
          Declaration.of("pay/order/detail", "Shows an order.", TRADE_NO),
          OrderOperations::detail,
          OrderJson.ORDER);
  public static final Operation<OrderPage> HISTORY =
      Operation.both(
          Declaration.of("pay/order/history", "Lists orders, the newest first.")
              .and(HistoryFilter.PARAMETERS)
              .ofServers(USER),
          OrderOperations::history,
          OrderJson.PAGE);
  public static final Operation<Done> REDO =
      Operation.server(
          Declaration.of(
              "pay/callback/redo", "Sends an order's callback again, in any state.", TRADE_NO),
          OrderOperations::redo,
          JsonData.empty(Shape.OBJECT));

  private OrderOperations() {}

  private static Parsed<Command> detail(Params params, Caller caller) {
    String tradeNo = TRADE_NO.read(params);
    return params.read(() -> new PaymentCommand.ReadOrder(new OrderReference.TradeNo(tradeNo)));
  }

  private static Parsed<Command> redo(Params params, Caller caller) {
    String tradeNo = TRADE_NO.read(params);
    return params.read(() -> new PaymentCommand.RedoCallback(new OrderReference.TradeNo(tradeNo)));
  }

  private static Parsed<Command> history(Params params, Caller caller) {
    return HistoryFilter.read(params, user(params, caller), OrderJson::ofNanos);
  }

  private static @Nullable Subject user(Params params, Caller caller) {
    if (caller.kind() == Caller.Kind.CLIENT) {
      return new Subject.Self();
    }
    long uid = USER.read(params);
    return uid == 0 ? null : new Subject.Uid(uid);
  }
}
