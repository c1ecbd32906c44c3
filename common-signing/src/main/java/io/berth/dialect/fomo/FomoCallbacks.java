package io.berth.dialect.fomo;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.fomo.json.TransferJson;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.parameter.PlainAmount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code protocols/fomo.md}, Callback: a form to the order's own {@code server_uri}. */
final class FomoCallbacks implements Callbacks {
  private static final Acknowledgement ACKNOWLEDGEMENT = Acknowledgement.status(200);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration LATER = Duration.ofMinutes(10);
  private static final int SOON_UNTIL = 5;
  private static final int LAST = 100;

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    Order order = event.order();
    HttpUrl url = url(order.attributes().get(TransferJson.SERVER_URI));
    if (url == null || !isSent(event)) {
      return null;
    }
    Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    return new Message("POST", url, headers, form(order).getBytes(StandardCharsets.US_ASCII));
  }

  /** Paid and failed orders are sent; a prepayment that was not confirmed is neither. */
  private static boolean isSent(OrderEvent event) {
    OrderStatus status = event.order().status();
    return switch (event.kind()) {
      case SETTLED -> status == OrderStatus.PAID || status == OrderStatus.FAILED;
      case REDO -> true;
    };
  }

  private static String form(Order order) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("transfer_id", Long.toString(order.id()));
    fields.put("user_id", TransferJson.userId(order));
    fields.put("trade_id", order.tradeNo());
    fields.put("coin_id", Integer.toString(order.coinId()));
    fields.put("amount", PlainAmount.of(order.amount()));
    fields.put("cut_amount", PlainAmount.of(order.cut()));
    fields.put("direction", TransferJson.direction(order));
    fields.put("status", TransferJson.status(order));
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static @Nullable HttpUrl url(@Nullable String serverUri) {
    return serverUri == null ? null : HttpUrl.parseWithOptionalScheme(serverUri);
  }

  @Override
  public Acknowledgement acknowledgement() {
    return ACKNOWLEDGEMENT;
  }

  @Override
  public String targetAttribute() {
    return TransferJson.SERVER_URI;
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    if (attemptsMade == 0) {
      return FIRST;
    }
    if (attemptsMade < SOON_UNTIL) {
      return SOON;
    }
    return attemptsMade < LAST ? LATER : null;
  }
}
