package io.berth.dialect.accesskey;

import io.berth.api.AccountKind;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The parameters of an order history ({@code protocols/dragonex.md}, Pay). */
public final class HistoryFilter {
  private static final int MAX_COIN_CODE = 32;
  private static final int MAX_PAGE = 20;

  private HistoryFilter() {}

  /**
   * @param user whose orders; null for everybody's
   * @param time reads a point in time from a number that is not 0
   */
  public static Parsed<Command> read(
      Params params, @Nullable Subject user, LongFunction<Instant> time) {
    String coin = params.optional("coin_code", MAX_COIN_CODE);
    Direction direction = direction(params);
    AccountKind account = account(params);
    long from = params.number("start_time", 0, Long.MAX_VALUE, 0);
    long to = params.number("end_time", 0, Long.MAX_VALUE, 0);
    int offset = (int) params.number("offset", 0, Integer.MAX_VALUE, 0);
    int limit = (int) params.number("limit", 0, MAX_PAGE, 0);
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
    return switch ((int) params.number("direction", 0, 2, 0)) {
      case 1 -> Direction.USER_TO_APP;
      case 2 -> Direction.APP_TO_USER;
      default -> null;
    };
  }

  /** {@code trans_type} and {@code order_type} mean the same; 2 and 4 are reserved. */
  private static @Nullable AccountKind account(Params params) {
    int transType = (int) params.number("trans_type", 0, 3, 0);
    int orderType = (int) params.number("order_type", 0, 3, 0);
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
