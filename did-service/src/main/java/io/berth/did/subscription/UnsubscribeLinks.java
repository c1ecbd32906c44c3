package io.berth.did.subscription;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.api.Realm;
import io.berth.did.key.TokenKeys;
import io.berth.service.key.TokenType;
import io.berth.service.runtime.PlatformProperties;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes links that turn one kind of emails off without signing in (RFC 8058). Whoever has one can
 * do nothing else with it: it says whose emails and which, and is signed.
 */
@Component
public final class UnsubscribeLinks {
  public static final String PATH = "/account/notices/unsubscribe";

  private static final Duration LIFETIME = Duration.ofDays(60);
  private static final int LONGEST = 1024;
  private static final String TOPIC = "topic";

  private final TokenKeys keys;
  private final PlatformProperties platform;
  private final InstantSource clock;

  UnsubscribeLinks(TokenKeys keys, PlatformProperties platform, InstantSource clock) {
    this.keys = keys;
    this.platform = platform;
    this.clock = clock;
  }

  /** Emails about a topic to a person. */
  public record Subscription(long uid, NoticeTopic topic) {}

  public String link(Subscription subscription) {
    return platform.origin(Realm.of(subscription.uid)) + PATH + "?token=" + token(subscription);
  }

  private String token(Subscription subscription) {
    return keys.sign(
        TokenType.UNSUBSCRIBE,
        new JWTClaimsSet.Builder()
            .subject(Long.toString(subscription.uid))
            .claim(TOPIC, subscription.topic.name())
            .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
            .build());
  }

  /** Empty where the link is not ours or too old. */
  public Optional<Subscription> read(String token) {
    JWTClaimsSet claims =
        token.length() > LONGEST ? null : keys.verify(TokenType.UNSUBSCRIBE, token);
    if (claims == null || !claims.getExpirationTime().toInstant().isAfter(clock.instant())) {
      return Optional.empty();
    }
    try {
      long uid = Long.parseLong(claims.getSubject());
      return NoticeTopic.of(String.valueOf(claims.getStringClaim(TOPIC)))
          .map(topic -> new Subscription(uid, topic));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
