package io.berth.dialect.dragonex;

import io.berth.dialect.accesskey.AuthorizationLink;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code protocols/dragonex.md}, Login: the browser's part. */
final class DragonexLogin implements LoginFlow {
  static final Pattern DEVICE = Pattern.compile("[0-9A-Za-z_]{8,16}");
  private static final long REFUSED = -1;

  static final AuthorizationLink LINK =
      new AuthorizationLink(
          DEVICE, false, Set.of("code", "expire_time", "scopes", "state", "device"));

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
    return redirect(request, code, codeExpiresAt.getEpochSecond());
  }

  @Override
  public String denied(AuthorizationRequest request, PlatformUrls platformUrls) {
    return redirect(request, "", REFUSED);
  }

  private static String redirect(AuthorizationRequest request, String code, long expireTime) {
    return RedirectUrl.of(request.redirectUrl())
        .with("code", code)
        .with("expire_time", expireTime)
        .with("scopes", request.rawScopes())
        .with("state", request.state())
        .with("device", request.device())
        .toString();
  }
}
