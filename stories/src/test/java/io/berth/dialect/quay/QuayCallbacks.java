package io.berth.dialect.quay;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.FixedRetry;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.parameter.PlainAmount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signed lines of text, three times in two seconds, until the merchant says {@code aye}. */
final class QuayCallbacks implements Callbacks {
  private static final FixedRetry RETRY =
      new FixedRetry(Duration.ofSeconds(1), Duration.ofSeconds(2));

  /** An order, as a response shows it as well. */
  static String lines(Order order) {
    return lines(fields(order));
  }

  private static Map<String, String> fields(Order order) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("ref", order.tradeNo());
    fields.put("amount", PlainAmount.of(order.amount()) + " " + order.coin());
    fields.put("state", order.status().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  private static String lines(Map<String, String> fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach((name, value) -> lines.append(name).append(' ').append(value).append('\n'));
    return lines.toString();
  }

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    if (app.links().callbackUrl() == null) {
      return null;
    }
    Map<String, String> fields = fields(event.order());
    fields.put("harbour", QuaySettings.harbour(app));
    String body = lines(fields) + "sig " + QuaySettings.sign(app, fields) + "\n";
    return new Message(
        "PUT",
        HttpUrl.of(app.links().callbackUrl()),
        Map.of("Content-Type", "text/plain"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Acknowledgement acknowledgement() {
    return Acknowledgement.text("aye").withAnyStatus();
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    return RETRY.delayAfter(attemptsMade);
  }
}
