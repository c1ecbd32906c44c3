package io.berth.dialect.dragonex;

import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.accesskey.operation.OrderJson;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.PlainAmount;
import org.jspecify.annotations.Nullable;

/** Reads pay links and writes redirects ({@code protocols/dragonex.md}, Pay). */
final class DragonexPayment implements PaymentFlow {
  private static final int CANCELLED = -1;

  @Override
  public @Nullable String payCode(String rawQuery) {
    return PayLink.code(rawQuery);
  }

  @Override
  public String redirect(Order order, String redirectUrl, String state) {
    return RedirectUrl.of(redirectUrl)
        .with("id", order.id())
        .with("uid", OrderJson.uid(order))
        .with("coin_code", order.coin())
        .with("volume", PlainAmount.of(order.amount()))
        .with("cut_volume", PlainAmount.of(order.cut()))
        .with("trade_no", order.tradeNo())
        .with("direction", OrderJson.direction(order.direction()))
        .with("status", status(order.status()))
        .with("state", state)
        .toString();
  }

  /** The redirect alone tells a cancelled order from a failed one. */
  private static int status(OrderStatus status) {
    return status == OrderStatus.CANCELLED ? CANCELLED : OrderJson.status(status);
  }
}
