package io.berth.pay.receipt;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A paid order as its player sees it. The template reads its methods. */
record Receipt(Order order, String app, String company) {

  public long id() {
    return order.id();
  }

  /** {@code paid}, {@code received} or {@code returned}. */
  public String kind() {
    if (order.direction() == Direction.USER_TO_APP) {
      return "paid";
    }
    return order.returnOf() == null ? "received" : "returned";
  }

  public String amount() {
    return order.amount().toPlainString();
  }

  public String coin() {
    return order.coin().toUpperCase(Locale.ROOT);
  }

  public Instant time() {
    return Objects.requireNonNullElse(order.settledAt(), order.createdAt());
  }

  public String number() {
    return order.tradeNo();
  }

  public @Nullable String returnOf() {
    return order.returnOf();
  }

  public @Nullable String scene() {
    return text("scene");
  }

  /** What the merchant wrote about the order, as games name it or as other merchants do. */
  public @Nullable String goods() {
    String name = text("goods_name");
    return name == null ? text("desc") : name;
  }

  /** Whether the order is of an open account. */
  public boolean open() {
    return order.account() == AccountKind.OPEN;
  }

  private @Nullable String text(String attribute) {
    String value = order.attributes().get(attribute);
    return value == null || value.isBlank() ? null : value;
  }
}
