package io.berth.dialect.wancms;

import io.berth.api.Acknowledgement;
import io.berth.api.Order;
import io.berth.api.OrderEvent;
import io.berth.api.OrderStatus;
import io.berth.dialect.App;
import io.berth.dialect.Callbacks;
import io.berth.dialect.RedirectUrl;
import io.berth.dialect.SteppedRetry;
import io.berth.signing.SortedMd5;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code protocols/wancms.md}, Callback. */
final class WancmsCallbacks implements Callbacks {
  private static final String SUCCESS = "success";
  private static final Acknowledgement ACKNOWLEDGEMENT = Acknowledgement.text(SUCCESS);

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    String url = app.callbackUrl();
    String key = WancmsKeys.current(app, WancmsDialect.PAY_KEY);
    Order order = event.order();
    String openId = order.openId();
    if (url == null || url.isEmpty() || key == null || openId == null || !isTold(event)) {
      return null;
    }
    String ext = order.attributes().getOrDefault("ext", "");
    String price = price(order.amount());
    String status = order.status() == OrderStatus.PAID ? SUCCESS : "fail";
    Map<String, String> covered =
        Map.of(
            "app_id", app.appId(),
            "bill_no", order.tradeNo(),
            "ext", ext,
            "open_id", openId,
            "price", price,
            "status", status);
    RedirectUrl target =
        RedirectUrl.of(url)
            .with("app_id", app.appId())
            .with("open_id", openId)
            .with("bill_no", order.tradeNo())
            .with("orderid", order.id())
            .with("ext", ext)
            .with("price", price)
            .with("status", status)
            .with("sign", SortedMd5.KEY_SORTED_IN.sign(covered, key));
    return new Message("GET", URI.create(target.toString()), Map.of(), new byte[0]);
  }

  /** Once paid; anything else only when somebody asks for it. */
  private static boolean isTold(OrderEvent event) {
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
