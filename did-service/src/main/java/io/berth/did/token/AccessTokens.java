package io.berth.did.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.key.TokenKeys;
import io.berth.did.token.TokenFamilies.Family;
import io.berth.service.key.TokenType;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues access tokens: ES256 JWTs that gateways verify without asking. */
@Component
final class AccessTokens {
  private static final int LONGEST = 4096;

  private final TokenKeys keys;
  private final InstantSource clock;

  AccessTokens(TokenKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  record AccessToken(String value, Instant expiresAt) {}

  /**
   * Claims of a token that this service signed.
   *
   * @param tokenId null in tokens of earlier releases
   */
  record Presented(String family, @Nullable String tokenId, String appId, Instant expiresAt) {}

  /**
   * The token says it was issued no earlier than its family is valid, so that a revocation of the
   * same second does not take it for one of those before.
   *
   * @param tokenId the same for all tokens issued beside one refresh token
   */
  AccessToken issue(Family family, String tokenId, List<Integer> scopes, Duration lifetime) {
    Instant now = clock.instant();
    Instant validFrom = family.validFrom();
    Instant issuedAt = secondFrom(validFrom.isAfter(now) ? validFrom : now, validFrom);
    Instant expiresAt = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(Long.toString(family.user().uid()))
            .jwtID(tokenId)
            .claim("app", family.appId())
            .claim("fam", family.family())
            .claim("scp", scopes)
            .claim("dev", family.device())
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

  /** Null for what this service did not sign. Expired tokens are read too, for refreshes. */
  @Nullable Presented read(String token) {
    JWTClaimsSet claims =
        token.length() > LONGEST ? null : keys.verify(TokenType.ACCESS_TOKEN, token);
    try {
      return claims == null
          ? null
          : new Presented(
              claims.getStringClaim("fam"),
              claims.getJWTID(),
              claims.getStringClaim("app"),
              claims.getExpirationTime().toInstant());
    } catch (ParseException e) {
      return null;
    }
  }
}
