package io.berth.did.session;

import io.berth.api.Realm;
import io.berth.did.session.Sessions.Session;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Makes the session cookie, which gateways verify without asking. */
@Component
final class SessionCookies {
  private final boolean secure;

  SessionCookies(PlatformProperties platform) {
    secure = platform.secure();
  }

  public ResponseCookie of(Session session) {
    return cookie(Realm.of(session.uid()), session.token(), session.lifetime());
  }

  ResponseCookie expired(Realm realm) {
    return cookie(realm, "", Duration.ZERO);
  }

  private ResponseCookie cookie(Realm realm, String value, Duration lifetime) {
    // Browsers send the cookies of all ports of a host.
    String name = realm == Realm.TEST ? "berth-test-session" : "berth-session";
    return ResponseCookie.from(secure ? "__Host-" + name : name, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(lifetime)
        .build();
  }
}
