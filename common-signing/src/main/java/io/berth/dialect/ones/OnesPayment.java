package io.berth.dialect.ones;

import io.berth.api.order.Order;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.PlainAmount;
import org.jspecify.annotations.Nullable;

/** Reads pay links and writes redirects ({@code protocols/ones.md}). */
final class OnesPayment implements PaymentFlow {
  @Override
  public @Nullable String payCode(String rawQuery) {
    return PayLink.code(rawQuery);
  }

  @Override
  public String redirect(Order order, String redirectUrl, String state) {
    return RedirectUrl.of(redirectUrl)
        .with("order_id", order.id())
        .with("trade_no", order.tradeNo())
        .with("coin_code", order.coin())
        .with("amount", PlainAmount.of(order.amount()))
        .with("status", OrderJson.status(order.status()))
        .with("state", state)
        .toString();
  }
}
