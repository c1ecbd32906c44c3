package io.berth.dialect.accesskey.operation;

import io.berth.api.AccountKind;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.api.order.PaymentOutcome.OrderPage;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.PlainAmount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Orders as this dialect numbers and names them. */
public final class OrderJson {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static final JsonData<OrderFound> ORDER =
      JsonData.object(OrderFound.class, (json, found, context) -> write(json, found.order()));

  static final JsonData<OrderPage> PAGE =
      JsonData.object(
          OrderPage.class,
          (json, page, context) -> {
            json.writeStartObject();
            json.writeNumberProperty("total", page.total());
            json.writeArrayPropertyStart("list");
            for (Order order : page.orders()) {
              write(json, order);
            }
            json.writeEndArray();
            json.writeEndObject();
          });

  private OrderJson() {}

  private static void write(JsonGenerator json, Order order) {
    json.writeStartObject();
    json.writeNumberProperty("id", order.id());
    json.writeStringProperty("trade_no", order.tradeNo());
    json.writeStringProperty("open_id", openId(order));
    json.writeNumberProperty("uid", uid(order));
    json.writeStringProperty("coin_code", order.coin());
    json.writeStringProperty("volume", PlainAmount.of(order.amount()));
    json.writeStringProperty("cut_volume", PlainAmount.of(order.cut()));
    json.writeNumberProperty("direction", direction(order.direction()));
    json.writeNumberProperty("status", status(order.status()));
    json.writeNumberProperty("order_type", orderType(order.account()));
    json.writeNumberProperty("create_time", nanos(order.createdAt()));
    json.writeNumberProperty("arrive_time", nanos(order.settledAt()));
    json.writeEndObject();
  }

  public static String openId(Order order) {
    String openId = order.openId();
    return openId == null ? "" : openId;
  }

  /** 0 for a prepayment without a payer. */
  public static long uid(Order order) {
    Long uid = order.uid();
    return uid == null ? 0 : uid;
  }

  public static int direction(Direction direction) {
    return switch (direction) {
      case USER_TO_APP -> 1;
      case APP_TO_USER -> 2;
    };
  }

  public static int status(OrderStatus status) {
    return switch (status) {
      case PAID -> 1;
      case FAILED, CANCELLED, EXPIRED -> 2;
      case PENDING -> 3;
    };
  }

  public static int orderType(AccountKind account) {
    return switch (account) {
      case COIN -> 1;
      case OPEN -> 3;
    };
  }

  /** 0 for a time that has not come. */
  public static long nanos(@Nullable Instant time) {
    return time == null ? 0 : time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }

  static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
  }
}
