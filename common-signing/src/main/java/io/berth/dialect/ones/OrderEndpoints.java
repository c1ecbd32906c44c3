package io.berth.dialect.ones;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.HistoryFilter;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.List;

/** {@code protocols/ones.md}: what asks about orders. */
record OrderEndpoints(OnesEndpoints endpoints) {
  private static final long MAX_SECONDS = 99_999_999_999L;

  List<AccessKeyEndpoint<?>> all() {
    return List.of(
        endpoints.post("order/detail", OrderEndpoints::detail, OrderJson.ORDER),
        endpoints.post("order/history", OrderEndpoints::history, OrderJson.PAGE),
        endpoints.post("callback/redo", OrderEndpoints::redo, OnesEndpoints.EMPTY));
  }

  private static Parsed<Command> detail(Params params, Caller caller) {
    OrderReference order = Alternatives.requiredOrder(params, "trade_no", "order_id");
    return params.read(() -> new PaymentCommand.ReadOrder(order));
  }

  private static Parsed<Command> redo(Params params, Caller caller) {
    OrderReference order = Alternatives.requiredOrder(params, "trade_no", "order_id");
    return params.read(() -> new PaymentCommand.RedoCallback(order));
  }

  private static Parsed<Command> history(Params params, Caller caller) {
    return HistoryFilter.read(
        params, Alternatives.user(params, "open_id", "uid"), OrderEndpoints::time);
  }

  /**
   * Asked for in nanoseconds, as the sibling's, by some; in seconds, as this protocol's orders show
   * them, by others. No number means a time of ours in both.
   */
  private static Instant time(long number) {
    return number <= MAX_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochSecond(0, number);
  }
}
