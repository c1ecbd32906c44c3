package io.berth.dialect.page;

import io.berth.api.Realm;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browser's request for a login, and the redirect back. */
public interface LoginFlow {

  /** The app that a raw query names, or null. */
  @Nullable String appId(String rawQuery);

  /** The redirect URL is read, not yet compared with the registered ones. */
  Parsed<AuthorizationRequest> read(String rawQuery);

  /** Absolute URL of the redirect after consent. */
  String granted(
      AuthorizationRequest request, String code, Instant codeExpiresAt, PlatformUrls platformUrls);

  String denied(AuthorizationRequest request, PlatformUrls platformUrls);

  /**
   * @param scopes as requested and parsed; closed and unknown ones dropped
   * @param rawScopes echoed exactly, like {@code state} and {@code device}
   * @param redirectUrl absolute, decoded once
   */
  record AuthorizationRequest(
      String appId,
      List<Integer> scopes,
      String rawScopes,
      String state,
      String device,
      String redirectUrl) {

    /** The same with the id that the app has in this realm. */
    public AuthorizationRequest in(Realm realm) {
      return new AuthorizationRequest(
          realm.idOf(appId), scopes, rawScopes, state, device, redirectUrl);
    }
  }
}
