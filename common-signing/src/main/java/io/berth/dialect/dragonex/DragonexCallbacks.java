package io.berth.dialect.dragonex;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.accesskey.AccessKeyCallback;
import io.berth.dialect.accesskey.AccessKeySignature;
import io.berth.dialect.accesskey.operation.OrderJson;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.parameter.PlainAmount;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code protocols/dragonex.md}, Callback to the merchant. */
final class DragonexCallbacks implements Callbacks {
  private final AccessKeyCallback callback;

  DragonexCallbacks(AccessKeySignature signature) {
    callback = new AccessKeyCallback(signature);
  }

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    return callback.message(event, app, now, DragonexCallbacks::write);
  }

  @Override
  public Acknowledgement acknowledgement() {
    return AccessKeyCallback.ACKNOWLEDGEMENT;
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    return callback.delayAfter(attemptsMade);
  }

  /** The documents disagree on the name of the trade number, so both are sent. */
  private static void write(JsonGenerator json, Order order) {
    json.writeStartObject();
    json.writeNumberProperty("id", order.id());
    json.writeNumberProperty("uid", OrderJson.uid(order));
    json.writeStringProperty("open_id", OrderJson.openId(order));
    json.writeStringProperty("coin_code", order.coin());
    json.writeStringProperty("volume", PlainAmount.of(order.amount()));
    json.writeStringProperty("cut_volume", PlainAmount.of(order.cut()));
    json.writeStringProperty("trade_no", order.tradeNo());
    json.writeStringProperty("trans_no", order.tradeNo());
    json.writeNumberProperty("direction", OrderJson.direction(order.direction()));
    json.writeNumberProperty("status", OrderJson.status(order.status()));
    json.writeNumberProperty("order_type", OrderJson.orderType(order.account()));
    json.writeNumberProperty("arrive_time", OrderJson.nanos(order.settledAt()));
    json.writeEndObject();
  }
}
