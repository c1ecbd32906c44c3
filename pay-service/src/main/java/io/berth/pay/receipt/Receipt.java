package io.berth.pay.receipt;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A settled order as its player sees it. What the merchant pays for it is the merchant's business.
 *
 * @param kind {@code paid}, {@code received} or {@code returned}
 * @param goods what the merchant wrote about it; null for nothing
 */
record Receipt(
    long id,
    String kind,
    String app,
    String company,
    String amount,
    String coin,
    Instant time,
    String number,
    @Nullable String returnOf,
    @Nullable String scene,
    @Nullable String goods,
    boolean open) {

  static Receipt of(Order order, String app, String company) {
    return new Receipt(
        order.id(),
        kind(order),
        app,
        company,
        order.amount().toPlainString(),
        order.coin().toUpperCase(Locale.ROOT),
        Objects.requireNonNullElse(order.settledAt(), order.createdAt()),
        order.tradeNo(),
        order.returnOf(),
        text(order.attributes().get("scene")),
        goods(order),
        order.account() == AccountKind.OPEN);
  }

  private static String kind(Order order) {
    if (order.direction() == Direction.USER_TO_APP) {
      return "paid";
    }
    return order.returnOf() == null ? "received" : "returned";
  }

  /** As games name it, or as other merchants do. */
  private static @Nullable String goods(Order order) {
    String name = text(order.attributes().get("goods_name"));
    return name == null ? text(order.attributes().get("desc")) : name;
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
