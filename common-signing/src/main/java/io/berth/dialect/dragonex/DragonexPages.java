package io.berth.dialect.dragonex;

import io.berth.dialect.App;
import io.berth.dialect.Endpoint.Surroundings;
import io.berth.dialect.LoginConversation;
import io.berth.dialect.Pages;
import io.berth.dialect.PaymentConversation;
import io.berth.dialect.PlatformEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class DragonexPages implements Pages {
  private static final List<Page> ALL =
      List.of(
          new Page("/oauth/login", Kind.LOGIN),
          new Page("/oauth/login/", Kind.LOGIN),
          new Page(DragonexPayment.PATH, Kind.PAYMENT));

  private final LoginConversation login = new DragonexLogin();
  private final PaymentConversation payment = new DragonexPayment();

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable String entry(App app, Visit visit, Surroundings surroundings) {
    return PlatformEntry.url(app, visit, surroundings);
  }

  @Override
  public LoginConversation login() {
    return login;
  }

  @Override
  public PaymentConversation payment() {
    return payment;
  }
}
