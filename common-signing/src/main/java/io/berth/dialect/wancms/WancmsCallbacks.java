package io.berth.dialect.wancms;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.SteppedRetry;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.RedirectUrl;
import io.berth.signing.SortedMd5;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code protocols/wancms.md}, Callback. */
final class WancmsCallbacks implements Callbacks {
  private static final String SUCCESS = "success";
  private static final String EXT = "ext";
  private static final int MD5_DIGITS = 32;
  private static final int LONGEST_URL = 8000;
  private static final Acknowledgement ACKNOWLEDGEMENT = Acknowledgement.text(SUCCESS);

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    HttpUrl callback = Callbacks.url(app);
    String key = WancmsKeys.current(app, WancmsDialect.PAY_KEY);
    Order order = event.order();
    String openId = order.openId();
    if (callback == null || key == null || openId == null || !isSent(event)) {
      return null;
    }
    String ext = order.attributes().getOrDefault(EXT, "");
    String price = price(order.amount());
    String status = order.status() == OrderStatus.PAID ? SUCCESS : "fail";
    Map<String, String> covered =
        Map.of(
            "app_id", app.publicId(),
            "bill_no", order.tradeNo(),
            "ext", ext,
            "open_id", openId,
            "price", price,
            "status", status);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("app_id", app.publicId());
    query.put("open_id", openId);
    query.put("bill_no", order.tradeNo());
    query.put("orderid", Long.toString(order.id()));
    query.put(EXT, ext);
    query.put("price", price);
    query.put("status", status);
    query.put("sign", SortedMd5.KEY_SORTED_IN.sign(covered, key));
    return new Message("GET", url(callback, query), Map.of(), new byte[0]);
  }

  private static HttpUrl url(HttpUrl callback, Map<String, String> query) {
    RedirectUrl url = RedirectUrl.of(callback);
    query.forEach(url::with);
    return url.toUrl();
  }

  /**
   * Whether the callback of a bill can be longer than common servers accept; these answer 414 to a
   * paid order at every attempt.
   */
  static boolean isTooLong(App app, String openId, String billNo, String ext, BigDecimal amount) {
    HttpUrl callback = Callbacks.url(app);
    if (callback == null) {
      return false;
    }
    Map<String, String> longest =
        Map.of(
            "app_id",
            app.publicId(),
            "open_id",
            openId,
            "bill_no",
            billNo,
            "orderid",
            Long.toString(Long.MAX_VALUE),
            EXT,
            ext,
            "price",
            price(amount),
            "status",
            SUCCESS,
            "sign",
            "0".repeat(MD5_DIGITS));
    return url(callback, longest).toString().length() > LONGEST_URL;
  }

  /**
   * Orders are sent once paid; other states only when somebody asks for a callback. A refund is no
   * bill: its callback would have the merchant deliver once more.
   */
  private static boolean isSent(OrderEvent event) {
    if (event.order().kind() != Kind.PAYMENT) {
      return false;
    }
    return switch (event.kind()) {
      case SETTLED -> event.order().status() == OrderStatus.PAID;
      case REDO -> event.order().status() != OrderStatus.PENDING;
    };
  }

  /** Yuan with two decimals; amounts have one at most, since 10 元宝 are 1 yuan. */
  private static String price(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.DOWN).toPlainString();
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
