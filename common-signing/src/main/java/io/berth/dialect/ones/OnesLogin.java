package io.berth.dialect.ones;

import io.berth.api.Realm;
import io.berth.dialect.accesskey.AuthorizationLink;
import io.berth.dialect.accesskey.PlatformEntry;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code protocols/ones.md}: the login page's link and its redirect. */
final class OnesLogin implements LoginFlow {
  private static final long REFUSED = -1;

  static final AuthorizationLink LINK =
      new AuthorizationLink(
          OnesShapes.DEVICE,
          true,
          Set.of("access_code", "expire_time", "app_id", "scopes", "state", "device", "domain"));

  @Override
  public @Nullable String appId(String rawQuery) {
    return LINK.appId(rawQuery);
  }

  @Override
  public Parsed<AuthorizationRequest> read(String rawQuery) {
    return LINK.read(rawQuery);
  }

  @Override
  public String granted(
      AuthorizationRequest request, String code, Instant codeExpiresAt, PlatformUrls platformUrls) {
    return redirect(request, code, codeExpiresAt.getEpochSecond(), platformUrls);
  }

  @Override
  public String denied(AuthorizationRequest request, PlatformUrls platformUrls) {
    return redirect(request, "", REFUSED, platformUrls);
  }

  private static String redirect(
      AuthorizationRequest request, String code, long expireTime, PlatformUrls platformUrls) {
    return RedirectUrl.of(request.redirectUrl())
        .with("access_code", code)
        .with("expire_time", expireTime)
        .with("app_id", Realm.publicId(request.appId()))
        .with("scopes", request.rawScopes())
        .with("state", request.state())
        .with("device", request.device())
        .with("domain", PlatformEntry.domain(platformUrls))
        .toString();
  }
}
