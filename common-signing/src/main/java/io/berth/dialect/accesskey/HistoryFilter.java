package io.berth.dialect.accesskey;

import io.berth.api.AccountKind;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The parameters of an order history ({@code protocols/dragonex.md}, Pay). */
public final class HistoryFilter {
  private static final int MAX_PAGE = 20;
  private static final int MAX_ACCOUNT = 3;

  private static final Text COIN = AccessKeyParameters.optionalCoinCode();
  private static final Whole DIRECTION =
      Whole.optional("direction", 2, "0 both directions, 1 user to app, 2 app to user");
  private static final Whole TRANS_TYPE =
      Whole.optional("trans_type", MAX_ACCOUNT, "As order_type; both may be given if equal");
  private static final Whole ORDER_TYPE =
      Whole.optional(
          "order_type",
          MAX_ACCOUNT,
          "0 all accounts, 1 coin account, 3 open account; 2 is reserved");
  private static final Whole FROM =
      Whole.optional(
          "start_time", Long.MAX_VALUE, "Time of the oldest order, inclusive; 0 without a limit");
  private static final Whole TO =
      Whole.optional("end_time", Long.MAX_VALUE, "End of the time, exclusive; 0 without a limit");
  private static final Whole OFFSET =
      Whole.optional("offset", Integer.MAX_VALUE, "Number of newer orders to pass over");
  private static final Whole LIMIT =
      Whole.optional(
          "limit", MAX_PAGE, "Largest number of orders in the answer; 0 means " + MAX_PAGE);

  public static final List<Parameter<?>> PARAMETERS =
      List.of(COIN, DIRECTION, TRANS_TYPE, ORDER_TYPE, FROM, TO, OFFSET, LIMIT);

  private HistoryFilter() {}

  /**
   * @param user whose orders; null for everybody's
   * @param time reads a point in time from a number that is not 0
   */
  public static Parsed<Command> read(
      Params params, @Nullable Subject user, LongFunction<Instant> time) {
    String coin = COIN.read(params);
    Direction direction = direction(params);
    AccountKind account = account(params);
    long from = FROM.read(params);
    long to = TO.read(params);
    int offset = OFFSET.read(params).intValue();
    int limit = LIMIT.read(params).intValue();
    return params.read(
        () ->
            new PaymentCommand.ReadHistory(
                user,
                coin.isEmpty() ? null : coin,
                direction,
                account,
                from == 0 ? null : time.apply(from),
                to == 0 ? null : time.apply(to),
                offset,
                limit == 0 ? MAX_PAGE : limit));
  }

  private static @Nullable Direction direction(Params params) {
    return switch (DIRECTION.read(params).intValue()) {
      case 1 -> Direction.USER_TO_APP;
      case 2 -> Direction.APP_TO_USER;
      default -> null;
    };
  }

  /** {@code trans_type} and {@code order_type} mean the same; 2 and 4 are reserved. */
  private static @Nullable AccountKind account(Params params) {
    int transType = TRANS_TYPE.read(params).intValue();
    int orderType = ORDER_TYPE.read(params).intValue();
    if (transType != 0 && orderType != 0 && transType != orderType) {
      params.refuse("trans_type, order_type: disagree");
    }
    return switch (transType == 0 ? orderType : transType) {
      case 0 -> null;
      case 1 -> AccountKind.COIN;
      case 3 -> AccountKind.OPEN;
      default -> {
        params.refuse("order_type: reserved");
        yield null;
      }
    };
  }
}
