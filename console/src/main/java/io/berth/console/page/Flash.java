package io.berth.console.page;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * A message that the next page shows once. The cookie holds the key of a message {@code
 * console.flash.…}, not its text, so that a forged cookie cannot show other text.
 */
final class Flash {
  private static final String COOKIE = "berth-flash";
  private static final Pattern KEY = Pattern.compile("[a-z0-9.-]{1,64}");

  private Flash() {}

  static @Nullable String of(ServerRequest request) {
    HttpCookie cookie = request.cookies().getFirst(COOKIE);
    return cookie != null && KEY.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }

  static ResponseCookie next(String key, boolean secure) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(key);
    }
    return cookie(key, Duration.ofMinutes(1), secure);
  }

  static ResponseCookie shown(boolean secure) {
    return cookie("", Duration.ZERO, secure);
  }

  private static ResponseCookie cookie(String value, Duration life, boolean secure) {
    return ResponseCookie.from(COOKIE, value)
        .path("/console")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(secure)
        .maxAge(life)
        .build();
  }
}
