package io.berth.dialect.dragonex;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.HistoryFilter;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code protocols/dragonex.md}, Pay: what asks about orders. */
record OrderEndpoints(DragonexEndpoints endpoints) {
  List<AccessKeyEndpoint<?>> all() {
    return List.of(
        endpoints.both("/pay/order/detail/", OrderEndpoints::detail, OrderJson.ORDER),
        endpoints.both("/pay/order/history/", OrderEndpoints::history, OrderJson.PAGE),
        endpoints.server("/pay/callback/redo/", OrderEndpoints::redo, DragonexEndpoints.EMPTY));
  }

  private static Parsed<Command> detail(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", DragonexShapes.TRADE_NO);
    return params.read(() -> new PaymentCommand.ReadOrder(new OrderReference.TradeNo(tradeNo)));
  }

  private static Parsed<Command> redo(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", DragonexShapes.TRADE_NO);
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
