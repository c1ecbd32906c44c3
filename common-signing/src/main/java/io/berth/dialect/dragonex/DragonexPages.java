package io.berth.dialect.dragonex;

import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.accesskey.PlatformEntry;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.Surroundings;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class DragonexPages implements Pages {
  private static final List<Page> ALL =
      List.of(
          new Page("/oauth/login", Kind.LOGIN),
          new Page("/oauth/login/", Kind.LOGIN),
          new Page(PayLink.PATH, Kind.PAYMENT));

  private final LoginFlow login = new DragonexLogin();
  private final PaymentFlow payment = new DragonexPayment();

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable String entry(App app, Visit visit, Surroundings surroundings) {
    return PlatformEntry.url(app, visit, surroundings);
  }

  @Override
  public LoginFlow login() {
    return login;
  }

  @Override
  public PaymentFlow payment() {
    return payment;
  }
}
