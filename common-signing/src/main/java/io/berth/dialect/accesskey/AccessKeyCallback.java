package io.berth.dialect.accesskey;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.callback.FixedRetry;
import io.berth.dialect.http.HttpUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Signed JSON to the app's callback URL, every ten minutes for 36 hours until the merchant answers
 * HTTP 200 ({@code protocols/dragonex.md}, Callback to the merchant).
 */
public record AccessKeyCallback(AccessKeySignature signature) {
  public static final Acknowledgement ACKNOWLEDGEMENT = Acknowledgement.status(200);

  private static final FixedRetry RETRY =
      new FixedRetry(Duration.ofMinutes(10), Duration.ofHours(36));

  /**
   * @param order writes the body
   */
  public @Nullable Message message(
      OrderEvent event, App app, Instant now, BiConsumer<JsonGenerator, Order> order) {
    HttpUrl url = Callbacks.url(app);
    if (url == null || !isSent(event)) {
      return null;
    }
    byte[] body = JsonDocument.of(json -> order.accept(json, event.order()));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.putAll(signature.headers(app, body, now));
    return new Message("POST", url, headers, body);
  }

  /** Both directions are sent once paid; other states only when somebody asks for a callback. */
  private static boolean isSent(OrderEvent event) {
    return switch (event.kind()) {
      case SETTLED -> event.order().status() == OrderStatus.PAID;
      case REDO -> true;
    };
  }

  public @Nullable Duration delayAfter(int attemptsMade) {
    return RETRY.delayAfter(attemptsMade);
  }
}
