package io.berth.dialect.quay;

import io.berth.api.Order;
import io.berth.dialect.App;
import io.berth.dialect.Endpoint.Surroundings;
import io.berth.dialect.LoginConversation;
import io.berth.dialect.Pages;
import io.berth.dialect.PayLink;
import io.berth.dialect.PaymentConversation;
import io.berth.dialect.RedirectUrl;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A pay page, and no way for players to sign in to an app. */
final class QuayPages implements Pages {
  private static final String PAY = "/quay/pay";

  private final PaymentConversation payment = new Payment();

  static String payUrl(String origin, String payCode) {
    return RedirectUrl.of(origin + PAY).with("code", payCode).toString();
  }

  @Override
  public List<Page> all() {
    return List.of(new Page(PAY, Kind.PAYMENT));
  }

  @Override
  public @Nullable LoginConversation login() {
    return null;
  }

  @Override
  public PaymentConversation payment() {
    return payment;
  }

  @Override
  public @Nullable String entry(App app, Visit visit, Surroundings surroundings) {
    return app.entry();
  }

  private static final class Payment implements PaymentConversation {
    @Override
    public @Nullable String payCode(String rawQuery) {
      return PayLink.code(rawQuery);
    }

    @Override
    public String redirect(Order order, String redirectUrl, String state) {
      return RedirectUrl.of(redirectUrl)
          .with("ref", order.tradeNo())
          .with("state", order.status().name().toLowerCase(Locale.ROOT))
          .toString();
    }
  }
}
