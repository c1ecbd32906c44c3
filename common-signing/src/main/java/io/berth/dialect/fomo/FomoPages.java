package io.berth.dialect.fomo;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Developers have pages under this dialect's own paths; players are in their own app. */
final class FomoPages implements Pages {
  private static final List<Page> ALL =
      List.of(
          new Page("/openfomo/register.html", Kind.DEVELOPER_REGISTRATION),
          new Page("/openfomo/login.html", Kind.DEVELOPER_SIGN_IN));

  @Override
  public List<Page> all() {
    return ALL;
  }

  @Override
  public @Nullable LoginFlow login() {
    return null;
  }

  @Override
  public @Nullable PaymentFlow payment() {
    return null;
  }

  @Override
  public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
    return null;
  }
}
