package io.berth.dialect.ones;

import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.PlainAmount;
import org.jspecify.annotations.Nullable;

/** {@code protocols/ones.md}: the pay page's link and its redirect. */
final class OnesPayment implements PaymentFlow {
  static final String PATH = "/oauth/payment";

  /** Only {@code code} is trusted by the page; the rest is for people to read. */
  static String payUrl(Prepaid prepaid, JsonData.Context context) {
    Prepay prepay = (Prepay) context.command();
    return RedirectUrl.of(context.surroundings().publicOrigin() + PATH)
        .with("app_id", context.app().appId())
        .with("trade_no", prepay.tradeNo())
        .with("coin_code", prepay.coin())
        .with("amount", PlainAmount.of(prepay.amount()))
        .with("scene", prepay.attributes().getOrDefault("scene", ""))
        .with("desc", prepay.attributes().getOrDefault("desc", ""))
        .with("device", prepay.device())
        .with("state", prepay.state())
        .with("code", prepaid.payCode())
        .with("expire_time", prepaid.expiresAt().getEpochSecond())
        .with("redirect_url", prepay.redirectUrl())
        .toString();
  }

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
