package io.berth.dialect.ones;

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
final class OrderJson {

  static final JsonData<OrderFound> ORDER =
      JsonData.object(
          OrderFound.class,
          (json, found, context) -> {
            json.writeStartObject();
            writeFields(json, found.order());
            json.writeEndObject();
          });

  static final JsonData<OrderPage> PAGE =
      JsonData.object(
          OrderPage.class,
          (json, page, context) -> {
            json.writeStartObject();
            json.writeNumberProperty("total", page.total());
            json.writeArrayPropertyStart("list");
            for (Order order : page.orders()) {
              json.writeStartObject();
              writeFields(json, order);
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          });

  private OrderJson() {}

  private static void writeFields(JsonGenerator json, Order order) {
    writeCommonFields(json, order);
    json.writeNumberProperty("create_time", seconds(order.createdAt()));
    json.writeNumberProperty("pay_time", seconds(order.settledAt()));
  }

  /** Writes the fields that responses and callbacks share. */
  static void writeCommonFields(JsonGenerator json, Order order) {
    String openId = order.openId();
    Long uid = order.uid();
    json.writeStringProperty("order_id", Long.toString(order.id()));
    json.writeStringProperty("trade_no", order.tradeNo());
    json.writeStringProperty("open_id", openId == null ? "" : openId);
    json.writeNumberProperty("uid", uid == null ? 0 : uid);
    json.writeStringProperty("coin_code", order.coin());
    json.writeStringProperty("amount", PlainAmount.of(order.amount()));
    json.writeStringProperty("cut_amount", PlainAmount.of(order.cut()));
    json.writeNumberProperty("direction", direction(order.direction()));
    json.writeNumberProperty("status", status(order.status()));
  }

  private static int direction(Direction direction) {
    return switch (direction) {
      case USER_TO_APP -> 1;
      case APP_TO_USER -> 2;
    };
  }

  static int status(OrderStatus status) {
    return switch (status) {
      case PENDING -> 0;
      case PAID -> 1;
      case FAILED, EXPIRED -> 2;
      case CANCELLED -> -1;
    };
  }

  /** 0 for a time that has not come. */
  static long seconds(@Nullable Instant time) {
    return time == null ? 0 : time.getEpochSecond();
  }
}
