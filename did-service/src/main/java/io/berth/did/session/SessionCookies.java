package io.berth.did.session;

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
    return cookie(session.token(), session.lifetime());
  }

  ResponseCookie expired() {
    return cookie("", Duration.ZERO);
  }

  private ResponseCookie cookie(String value, Duration lifetime) {
    return ResponseCookie.from(secure ? "__Host-berth-session" : "berth-session", value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(lifetime)
        .build();
  }
}
