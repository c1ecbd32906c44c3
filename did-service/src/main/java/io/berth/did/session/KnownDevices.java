package io.berth.did.session;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.account.Account;
import io.berth.did.key.TokenKeys;
import io.berth.did.secret.Identifiers;
import io.berth.did.throttle.Origin;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.key.TokenType;
import io.berth.service.runtime.PlatformProperties;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Recognizes browsers in which an account's owner has signed in: a signed cookie, bound to the
 * account, outlives the session. Guesses from there are counted apart, so that attackers cannot
 * lock the owner out (device cookies as OWASP describes them).
 *
 * <p>A new password makes all devices unknown: an attacker with the former password may have made
 * any number of them known.
 */
@Component
public final class KnownDevices {
  private static final int LONGEST = 1024;
  private static final String SECOND_FACTOR = "sf";

  private final TokenKeys keys;
  private final SessionProperties properties;
  private final InstantSource clock;
  private final boolean secure;
  private final String cookieName;

  KnownDevices(
      TokenKeys keys,
      SessionProperties properties,
      PlatformProperties platform,
      InstantSource clock) {
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
    this.secure = platform.secure();
    this.cookieName = secure ? "__Host-berth-device" : "berth-device";
  }

  private record Device(String id, boolean secondFactor) {}

  /**
   * Where a guess of this account's password or mailed code comes from.
   *
   * @param account null where there is none
   */
  public Origin of(ServerRequest request, @Nullable Account account) {
    Device device = account == null ? null : read(request, account.uid(), account.validFrom());
    return device == null ? unknownOrigin(request) : Origin.device(device.id());
  }

  /**
   * Where a guess of this account's second factor comes from: a device is known only once it has
   * passed one, because the password alone makes any number of devices known.
   */
  public Origin ofSecondFactor(ServerRequest request, Account account) {
    Device device = read(request, account.uid(), account.validFrom());
    return device == null || !device.secondFactor()
        ? unknownOrigin(request)
        : Origin.device(device.id());
  }

  /** The origin of an unknown browser, by its address. */
  public static Origin unknownOrigin(ServerRequest request) {
    return Origin.address(AddressBlock.of(Callers.of(request)));
  }

  /**
   * The cookie for a browser in which the account's password was right.
   *
   * @param validFrom the account's
   */
  public ResponseCookie remember(ServerRequest request, long uid, Instant validFrom) {
    Device device = read(request, uid, validFrom);
    return cookie(
        device == null ? Identifiers.hex() : device.id(),
        uid,
        validFrom,
        device != null && device.secondFactor());
  }

  /** The cookie for a browser in which the account's second factor was passed. */
  public ResponseCookie rememberSecondFactor(ServerRequest request, Account account) {
    Device device = read(request, account.uid(), account.validFrom());
    return cookie(
        device == null ? Identifiers.hex() : device.id(), account.uid(), account.validFrom(), true);
  }

  private ResponseCookie cookie(String id, long uid, Instant validFrom, boolean secondFactor) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(Long.toString(uid))
            .jwtID(id)
            .claim(SECOND_FACTOR, secondFactor)
            .issueTime(
                Date.from(
                    now.isBefore(validFrom) ? validFrom : now.truncatedTo(ChronoUnit.SECONDS)))
            .expirationTime(Date.from(now.plus(properties.deviceLifetime())))
            .build();
    return ResponseCookie.from(cookieName, keys.sign(TokenType.DEVICE, claims))
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(properties.deviceLifetime())
        .build();
  }

  private @Nullable Device read(ServerRequest request, long uid, Instant validFrom) {
    HttpCookie cookie = request.cookies().getFirst(cookieName);
    if (cookie == null || cookie.getValue().length() > LONGEST) {
      return null;
    }
    JWTClaimsSet claims = keys.verify(TokenType.DEVICE, cookie.getValue());
    if (claims == null
        || !Long.toString(uid).equals(claims.getSubject())
        || !claims.getExpirationTime().toInstant().isAfter(clock.instant())
        || claims.getIssueTime().toInstant().isBefore(validFrom)) {
      return null;
    }
    try {
      return new Device(
          claims.getJWTID(), Boolean.TRUE.equals(claims.getBooleanClaim(SECOND_FACTOR)));
    } catch (ParseException e) {
      return null;
    }
  }
}
