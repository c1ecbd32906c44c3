package io.berth.service.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import io.berth.service.json.BerthJson;
import io.berth.service.schedule.Repeating;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies what did-service signs: ES256 and nothing else. Verifiers are kept, so that a token with
 * a known key is decided at once, on the calling thread, in a few tenths of a millisecond.
 */
public final class PlatformKeys implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final KeyRing ring;
  private final Clock clock;
  private final Repeating refreshing =
      Repeating.afterPause("fetching keys", REFRESH, this::refresh);

  public PlatformKeys(KeySource source, Clock clock) {
    this.ring = new KeyRing(source, clock);
    this.clock = clock;
  }

  /** Verifies a token, its expiry included; never errors and is never empty. */
  public Mono<Verification> verifyToken(String token, TokenType type) {
    return verify(token, type)
        .map(
            verification ->
                verification instanceof Verification.Genuine genuine
                    ? expiryChecked(genuine)
                    : verification);
  }

  /** Verifies a record that has no expiry; never errors and is never empty. */
  public Mono<Verification> verify(String compact, TokenType type) {
    JWSObject parsed;
    try {
      parsed = JWSObject.parse(compact);
    } catch (ParseException | IllegalArgumentException e) {
      return Mono.just(new Verification.Forged("malformed"));
    }
    JWSHeader header = parsed.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || !type.type().equals(header.getType())
        || header.getKeyID() == null) {
      return Mono.just(new Verification.Forged("not an ES256 " + type.header()));
    }
    JWSVerifier known = ring.find(header.getKeyID());
    if (known != null) {
      return Mono.just(verify(parsed, known));
    }
    return ring.fetchFor(header.getKeyID())
        .map(
            lookup ->
                switch (lookup) {
                  case KeyRing.Found(JWSVerifier verifier) -> verify(parsed, verifier);
                  case KeyRing.Unknown unknown -> new Verification.Forged("unknown key");
                  case KeyRing.Unavailable(String why) -> new Verification.Undecided(why);
                });
  }

  private static Verification verify(JWSObject parsed, JWSVerifier verifier) {
    try {
      return parsed.verify(verifier)
          ? Verification.Genuine.of(parsed.getPayload().toBytes())
          : new Verification.Forged("wrong signature");
    } catch (JOSEException | IllegalStateException e) {
      return new Verification.Forged("malformed signature");
    }
  }

  private Verification expiryChecked(Verification.Genuine genuine) {
    Instant expiry = expiry(genuine.payload());
    if (expiry == null) {
      return new Verification.Forged("no expiry");
    }
    return clock.instant().isBefore(expiry.plus(SKEW))
        ? genuine
        : new Verification.Expired(genuine.payload());
  }

  private static @Nullable Instant expiry(String payload) {
    try {
      JsonNode expiry = BerthJson.mapper().readTree(payload).path("exp");
      return expiry.isIntegralNumber() ? Instant.ofEpochSecond(expiry.longValue()) : null;
    } catch (JacksonException | java.time.DateTimeException e) {
      return null;
    }
  }

  /** Fetches the keys every few minutes from now on, so that a withdrawn one is forgotten. */
  void start() {
    refreshing.start();
  }

  Mono<Void> refresh() {
    return ring.refresh();
  }

  /** Ids of the keys that were fetched last. */
  Set<String> keyIds() {
    return ring.keyIds();
  }

  @Override
  public void close() {
    refreshing.stop();
  }
}
