package io.berth.did.passkey;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.key.TokenKeys;
import io.berth.did.secret.Digests;
import io.berth.did.secret.Identifiers;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.key.TokenType;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes the challenges that passkeys sign. A challenge is the digest of a signed token, which the
 * page carries: nothing is stored for visitors who only look at a sign-in page. It lives for five
 * minutes, in one browser or session, for one purpose, and is good once.
 */
@Component
class Challenges {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int LONGEST = 2048;
  private static final String HOLDER = "holder";

  private final TokenKeys keys;
  private final Throttles throttles;
  private final InstantSource clock;

  Challenges(TokenKeys keys, Throttles throttles, InstantSource clock) {
    this.keys = keys;
    this.throttles = throttles;
    this.clock = clock;
  }

  /** A challenge, and the token that proves it to be ours. */
  record Challenge(String token, byte[] value) {

    private static Challenge of(String token) {
      return new Challenge(token, Digests.sha256(token));
    }

    /** As browsers and WebAuthn write it. */
    String text() {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
  }

  /** Names the browser that signs in. */
  static String signIn(String browser) {
    return "sign-in/" + browser;
  }

  /** Names the session that adds a passkey, once its owner has been asked for the password. */
  static String adding(long uid, String sessionId) {
    return "add/" + uid + '/' + sessionId;
  }

  Challenge make(String holder) {
    return Challenge.of(
        keys.sign(
            TokenType.PASSKEY_CHALLENGE,
            new JWTClaimsSet.Builder()
                .jwtID(Identifiers.hex())
                .claim(HOLDER, holder)
                .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
                .build()));
  }

  /** Empty where it is not ours, of another holder, too old, or was used before. */
  Mono<Challenge> use(String token, String holder) {
    JWTClaimsSet claims =
        token.length() > LONGEST ? null : keys.verify(TokenType.PASSKEY_CHALLENGE, token);
    if (claims == null
        || !claims.getExpirationTime().toInstant().isAfter(clock.instant())
        || !holder.equals(holder(claims))) {
      return Mono.empty();
    }
    return throttles
        .take(new Limit("passkey-challenge/" + claims.getJWTID(), 1, LIFETIME.multipliedBy(2)))
        .filter(free -> free)
        .map(_ -> Challenge.of(token));
  }

  private static @Nullable String holder(JWTClaimsSet claims) {
    try {
      return claims.getStringClaim(HOLDER);
    } catch (ParseException e) {
      return null;
    }
  }
}
