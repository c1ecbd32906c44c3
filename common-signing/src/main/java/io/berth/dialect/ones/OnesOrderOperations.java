package io.berth.dialect.ones;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.accesskey.HistoryFilter;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads requests about orders. */
final class OnesOrderOperations {
  private static final long MAX_SECONDS = 99_999_999_999L;

  private static final Group<OrderReference> ORDER =
      Alternatives.requiredOrder("trade_no", "order_id");
  private static final Group<Optional<Subject>> USER =
      Alternatives.user("open_id", "uid", "Whose orders; everybody's without it");

  static final List<Operation<?>> ALL =
      List.of(
          Operation.server(
              Declaration.of("order/detail", "Shows an order.", ORDER),
              OnesOrderOperations::detail,
              OrderJson.ORDER),
          Operation.server(
              Declaration.of("order/history", "Lists orders, the newest first.", USER)
                  .and(HistoryFilter.PARAMETERS),
              OnesOrderOperations::history,
              OrderJson.PAGE),
          Operation.server(
              Declaration.of("callback/redo", "Sends an order's callback again.", ORDER),
              OnesOrderOperations::redo,
              JsonData.empty(Shape.OBJECT)));

  private OnesOrderOperations() {}

  private static Parsed<Command> detail(Params params, Caller caller) {
    OrderReference order = ORDER.read(params);
    return params.read(() -> new PaymentCommand.ReadOrder(order));
  }

  private static Parsed<Command> redo(Params params, Caller caller) {
    OrderReference order = ORDER.read(params);
    return params.read(() -> new PaymentCommand.RedoCallback(order));
  }

  private static Parsed<Command> history(Params params, Caller caller) {
    Subject user = USER.read(params).orElse(null);
    return HistoryFilter.read(params, user, OnesOrderOperations::time);
  }

  /**
   * Asked for in nanoseconds, as the sibling's, by some; in seconds, as this protocol's orders show
   * them, by others. No number means a time of ours in both.
   */
  private static Instant time(long number) {
    return number <= MAX_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochSecond(0, number);
  }
}
