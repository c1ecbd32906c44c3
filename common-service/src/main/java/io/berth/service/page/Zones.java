package io.berth.service.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * Finds the time zone of a viewer: the one that they chose, else the one that their browser is in,
 * which {@code times.js} writes into a cookie.
 */
public final class Zones {
  private static final String CHOSEN = "berth-zone-chosen";
  private static final String OF_BROWSER = "berth-zone";
  private static final Duration COOKIE_LIFE = Duration.ofDays(365);
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9_+/-]{1,63}");

  private Zones() {}

  /** Returns the zone; null where it is not known yet. */
  public static @Nullable ZoneId of(ServerWebExchange exchange) {
    ZoneId chosen = chosen(exchange);
    return chosen != null ? chosen : cookie(exchange, OF_BROWSER);
  }

  /** Returns the zone that the viewer chose; null where they did not. */
  public static @Nullable ZoneId chosen(ServerWebExchange exchange) {
    return cookie(exchange, CHOSEN);
  }

  private static @Nullable ZoneId cookie(ServerWebExchange exchange, String name) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(name);
    return cookie == null ? null : named(cookie.getValue());
  }

  /** Returns the zone of an IANA name; null where there is none. */
  public static @Nullable ZoneId named(String name) {
    try {
      return NAME.matcher(name).matches() ? ZoneId.of(name) : null;
    } catch (DateTimeException unknown) {
      return null;
    }
  }

  /**
   * Returns the cookie that remembers a choice.
   *
   * @param zone null for the browser's
   */
  public static ResponseCookie remembering(@Nullable ZoneId zone, boolean secure) {
    return ResponseCookie.from(CHOSEN, zone == null ? "" : zone.getId())
        .path("/")
        .maxAge(zone == null ? Duration.ZERO : COOKIE_LIFE)
        .httpOnly(true)
        .sameSite("Lax")
        .secure(secure)
        .build();
  }
}
