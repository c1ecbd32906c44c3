package io.berth.dialect.egret;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.SteppedRetry;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.parameter.PlainAmount;
import io.berth.signing.SortedMd5;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code protocols/egret.md}, Callback. */
final class EgretCallbacks implements Callbacks {
  /** Done, or done before. */
  private static final Acknowledgement ACKNOWLEDGEMENT = Acknowledgement.field("code", "0", "1009");

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    HttpUrl url = Callbacks.url(app);
    App.RotatingSecret key = app.credentials().secrets().get(EgretDialect.APP_KEY);
    Order order = event.order();
    String openId = order.openId();
    if (url == null || key == null || openId == null) {
      return null;
    }
    // The protocol has no word for an order that was not paid, nor for a refund.
    if (order.status() != OrderStatus.PAID || order.kind() != Kind.PAYMENT) {
      return null;
    }
    Map<String, String> attributes = order.attributes();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("orderId", Long.toString(order.id()));
    fields.put("id", openId);
    fields.put("money", PlainAmount.of(order.amount()));
    fields.put("time", Long.toString(now.getEpochSecond()));
    fields.put("serverId", attributes.getOrDefault("serverId", ""));
    fields.put("goodsId", attributes.getOrDefault("goodsId", ""));
    fields.put("goodsNumber", attributes.getOrDefault("goodsNumber", "1"));
    fields.put("ext", attributes.getOrDefault("ext", ""));
    fields.put("sign", SortedMd5.KEY_APPENDED.sign(fields, key.current().reveal()));
    return new Message(
        "POST", url, Map.of("Content-Type", "application/x-www-form-urlencoded"), form(fields));
  }

  private static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Acknowledgement acknowledgement() {
    return ACKNOWLEDGEMENT;
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    return SteppedRetry.GAMES.delayAfter(attemptsMade);
  }
}
