package io.berth.dialect.accesskey.operation;

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
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests about orders ({@code protocols/dragonex.md}, Pay). */
public final class OrderOperations {
  public static final Operation<OrderFound> DETAIL =
      Operation.both("pay/order/detail", OrderOperations::detail, OrderJson.ORDER);
  public static final Operation<OrderPage> HISTORY =
      Operation.both("pay/order/history", OrderOperations::history, OrderJson.PAGE);
  public static final Operation<Done> REDO =
      Operation.server("pay/callback/redo", OrderOperations::redo, JsonData.empty(Shape.OBJECT));

  private static final Pattern TRADE_NO = Pattern.compile("[0-9A-Za-z_]{1,64}");

  private OrderOperations() {}

  private static Parsed<Command> detail(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", TRADE_NO);
    return params.read(() -> new PaymentCommand.ReadOrder(new OrderReference.TradeNo(tradeNo)));
  }

  private static Parsed<Command> redo(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", TRADE_NO);
    return params.read(() -> new PaymentCommand.RedoCallback(new OrderReference.TradeNo(tradeNo)));
  }

  private static Parsed<Command> history(Params params, Caller caller) {
    return HistoryFilter.read(params, user(params, caller), OrderJson::ofNanos);
  }

  private static @Nullable Subject user(Params params, Caller caller) {
    if (caller.kind() == Caller.Kind.CLIENT) {
      return new Subject.Self();
    }
    long uid = params.number("uid", 0, Long.MAX_VALUE, 0);
    return uid == 0 ? null : new Subject.Uid(uid);
  }
}
