package io.berth.dialect.quay;

import io.berth.api.order.Order;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A pay page, and no way for players to sign in to an app. */
final class QuayPages implements Pages {
  private static final String PAY = "/quay/pay";

  private final PaymentFlow payment = new Payment();

  static String payUrl(String origin, String payCode) {
    return RedirectUrl.of(origin + PAY).with("code", payCode).toString();
  }

  @Override
  public List<Page> all() {
    return List.of(new Page(PAY, Kind.PAYMENT));
  }

  @Override
  public @Nullable LoginFlow login() {
    return null;
  }

  @Override
  public PaymentFlow payment() {
    return payment;
  }

  @Override
  public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
    return app.links().entry();
  }

  private static final class Payment implements PaymentFlow {
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
