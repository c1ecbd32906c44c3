package io.berth.dialect.fomo.json;

import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.Transfer;
import io.berth.api.user.UserOutcome.Person;
import io.berth.dialect.parameter.PlainAmount;
import tools.jackson.core.JsonGenerator;

/** Orders as this dialect numbers and names them. */
public final class TransferJson {
  /** Attribute of an order that holds its callback URL. */
  public static final String SERVER_URI = "server_uri";

  private TransferJson() {}

  public static void writeId(JsonGenerator json, Order order) {
    json.writeStringProperty("transfer_id", Long.toString(order.id()));
  }

  public static void writeIds(JsonGenerator json, Order order) {
    writeId(json, order);
    json.writeStringProperty("trade_id", order.tradeNo());
  }

  public static void writeDetail(JsonGenerator json, Transfer transfer) {
    write(json, "from_user", transfer.from());
    write(json, "to_user", transfer.to());
    json.writeObjectPropertyStart("coin_info");
    CoinJson.writeFields(json, transfer.coin());
    json.writeEndObject();
    writeLog(json, transfer.order());
  }

  private static void write(JsonGenerator json, String property, Person person) {
    UserJson.writeOther(json, property, person.uid(), person.name(), person.avatar());
  }

  private static void writeLog(JsonGenerator json, Order order) {
    json.writeObjectPropertyStart("transfer_log");
    json.writeStringProperty("id", Long.toString(order.id()));
    json.writeStringProperty("trade_id", order.tradeNo());
    json.writeStringProperty("user_id", userId(order));
    json.writeStringProperty("coin_id", Integer.toString(order.coinId()));
    json.writeStringProperty("amount", PlainAmount.of(order.amount()));
    json.writeStringProperty("cut_amount", PlainAmount.of(order.cut()));
    json.writeStringProperty("direction", direction(order));
    json.writeStringProperty("status", status(order));
    json.writeStringProperty("create_time", Long.toString(order.createdAt().getEpochSecond()));
    json.writeEndObject();
  }

  public static String userId(Order order) {
    Long uid = order.uid();
    return uid == null ? "" : Long.toString(uid);
  }

  public static String direction(Order order) {
    return switch (order.direction()) {
      case USER_TO_APP -> "1";
      case APP_TO_USER -> "2";
    };
  }

  /** Paid, or not. */
  public static String status(Order order) {
    return order.status() == OrderStatus.PAID ? "1" : "0";
  }
}
