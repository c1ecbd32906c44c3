package io.berth.dialect.ones;

import io.berth.dialect.accesskey.AuthorizationLink;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.accesskey.PlatformEntry;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class OnesPages implements Pages {
  private static final String LOGIN_PAGE = "/oauth/login";
  private static final List<Page> ALL =
      List.of(
          new Page("/oauth/login", Kind.LOGIN),
          new Page("/oauth/login/", Kind.LOGIN),
          new Page(PayLink.PATH, Kind.PAYMENT));

  private final LoginFlow login = new OnesLogin();
  private final PaymentFlow payment = new OnesPayment();

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
    return PlatformEntry.url(app, request, platformUrls, LOGIN_PAGE, OnesLogin.LINK);
  }

  @Override
  public LoginFlow login() {
    return login;
  }

  @Override
  public PaymentFlow payment() {
    return payment;
  }

  @Override
  public List<String> sampleLinks(
      String publicId, @Nullable String redirectUrl, PlatformUrls platformUrls) {
    return redirectUrl == null
        ? List.of()
        : List.of(
            AuthorizationLink.sample(
                platformUrls.publicOrigin() + LOGIN_PAGE, publicId, redirectUrl));
  }
}
