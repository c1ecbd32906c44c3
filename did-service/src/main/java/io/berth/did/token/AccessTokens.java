package io.berth.did.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.Digests;
import io.berth.service.key.TokenType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Access tokens: ES256 JWTs that gateways verify by themselves. */
@Component
final class AccessTokens {
  private static final int LONGEST = 4096;
  private static final int SEAL = 16;

  private final TokenKeys keys;
  private final TokenProperties properties;
  private final InstantSource clock;

  AccessTokens(TokenKeys keys, TokenProperties properties, InstantSource clock) {
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
  }

  record AccessToken(String value, Instant expiresAt) {}

  /** What a token that we signed says of itself. */
  record Presented(String family, String appId, Instant expiresAt) {}

  /**
   * @param validFrom the token says it was issued no earlier, so that a revocation of the same
   *     second does not take it for one of those before
   */
  AccessToken issue(
      String family,
      long uid,
      String appId,
      String device,
      List<Integer> scopes,
      Instant validFrom,
      Duration lifetime) {
    Instant now = clock.instant();
    Instant issuedAt = secondFrom(validFrom.isAfter(now) ? validFrom : now, validFrom);
    Instant expiresAt = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .jwtID(seal(family, appId, expiresAt))
            .subject(Long.toString(uid))
            .claim("app", appId)
            .claim("fam", family)
            .claim("scp", scopes)
            .claim("dev", device)
            .issueTime(Date.from(issuedAt))
            .expirationTime(Date.from(expiresAt))
            .build();
    return new AccessToken(keys.sign(TokenType.ACCESS_TOKEN, claims), expiresAt);
  }

  /** Whole seconds, rounded down unless that would fall before {@code validFrom}. */
  static Instant secondFrom(Instant instant, Instant validFrom) {
    Instant down = instant.truncatedTo(ChronoUnit.SECONDS);
    return down.isBefore(validFrom) ? down.plusSeconds(1) : down;
  }

  /** Null for what we did not sign. */
  @Nullable Presented read(String token) {
    return presented(token, _ -> false);
  }

  /**
   * As {@link #read}, expired ones too, where a refresh token comes along. Whoever knows the seal
   * has seen the token, so that its signature, which costs did-service more than all the rest of a
   * refresh, is only looked at where the seal is another's or missing.
   */
  @Nullable Presented readOfPair(String token) {
    return presented(token, this::sealed);
  }

  private @Nullable Presented presented(String token, Predicate<JWTClaimsSet> known) {
    JWTClaimsSet claims =
        token.length() > LONGEST ? null : keys.verify(TokenType.ACCESS_TOKEN, token, known);
    try {
      return claims == null ? null : presented(claims);
    } catch (ParseException e) {
      return null;
    }
  }

  private static Presented presented(JWTClaimsSet claims) throws ParseException {
    return new Presented(
        claims.getStringClaim("fam"),
        claims.getStringClaim("app"),
        claims.getExpirationTime().toInstant());
  }

  private boolean sealed(JWTClaimsSet claims) {
    if (claims.getJWTID() == null || claims.getExpirationTime() == null) {
      return false;
    }
    try {
      Presented said = presented(claims);
      return MessageDigest.isEqual(
          bytes(claims.getJWTID()), bytes(seal(said.family(), said.appId(), said.expiresAt())));
    } catch (ParseException e) {
      return false;
    }
  }

  /** Of all that is read of a token again; nobody without the key makes one up. */
  private String seal(String family, String appId, Instant expiresAt) {
    byte[] seal =
        Digests.hmac(
            properties.refreshKeyBytes(),
            "access",
            bytes(family + ' ' + expiresAt.getEpochSecond() + ' ' + appId));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(seal, SEAL));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
