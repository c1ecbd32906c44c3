package io.berth.console.place;

import io.berth.service.caller.Callers;
import io.berth.service.json.BerthJson;
import io.berth.service.page.SignedText;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.core.JacksonException;

/**
 * Keeps a person's places in a cookie of at most {@value #LONGEST} characters, signed for that
 * person: who signs in next in the same browser does not see them. Another browser has others.
 */
@Component
public final class PlaceCookie {
  private static final String COOKIE = "berth-places";
  private static final int LONGEST = 3500;
  private static final Duration KEPT = Duration.ofDays(180);

  private final SignedText signed;
  private final boolean secure;

  PlaceCookie(SignedText signed, PlatformProperties properties) {
    this.signed = signed;
    this.secure = properties.secure();
  }

  /** Reads the places; none where the cookie is missing, forged or another person's. */
  public Places read(ServerRequest request) {
    HttpCookie cookie = request.cookies().getFirst(COOKIE);
    Long uid = Callers.of(request).uid();
    String json =
        cookie == null || uid == null || cookie.getValue().length() > LONGEST
            ? null
            : signed.verify(context(uid), cookie.getValue());
    try {
      return json == null ? Places.NONE : BerthJson.mapper().readValue(json, Places.class);
    } catch (JacksonException ofAnotherVersion) {
      return Places.NONE;
    }
  }

  /** Notes that the person is at a place, with the response to this request. */
  public Places visit(ServerRequest request, @Nullable Place place) {
    Places before = read(request);
    Long uid = Callers.of(request).uid();
    if (place == null || uid == null || before.visited(place).equals(before)) {
      return before;
    }
    Places after = before.visited(place);
    request.exchange().getResponse().addCookie(write(uid, after));
    return after;
  }

  /** Pins a place, or no longer, with the response to this request. */
  public void pin(ServerRequest request, long uid, Place place, boolean pinned) {
    Places before = read(request);
    Places after = pinned ? before.pin(place) : before.unpin(place);
    request.exchange().getResponse().addCookie(write(uid, after));
  }

  private ResponseCookie write(long uid, Places places) {
    String value = signed.sign(context(uid), BerthJson.mapper().writeValueAsString(places));
    if (value.length() > LONGEST) {
      return write(uid, places.shortened());
    }
    return ResponseCookie.from(COOKIE, value)
        .path("/console")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(secure)
        .maxAge(KEPT)
        .build();
  }

  private static String context(long uid) {
    return COOKIE + '/' + uid;
  }
}
