package io.berth.dialect.ones;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.accesskey.AccessKeyCallback;
import io.berth.dialect.accesskey.AccessKeySignature;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code protocols/ones.md}, Callback. */
final class OnesCallbacks implements Callbacks {
  private final AccessKeyCallback callback;

  OnesCallbacks(AccessKeySignature signature) {
    callback = new AccessKeyCallback(signature);
  }

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    return callback.message(event, app, now, OnesCallbacks::write);
  }

  @Override
  public Acknowledgement acknowledgement() {
    return AccessKeyCallback.ACKNOWLEDGEMENT;
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    return callback.delayAfter(attemptsMade);
  }

  private static void write(JsonGenerator json, Order order) {
    json.writeStartObject();
    OrderJson.writeCommonFields(json, order);
    json.writeNumberProperty("pay_time", OrderJson.seconds(order.settledAt()));
    json.writeEndObject();
  }
}
