package io.berth.service.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.Provider;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * did-service's public keys. Unknown key ids cause a fetch, but not more than one per pause:
 * whoever makes ids up must not be able to keep did-service busy.
 */
final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  sealed interface Lookup {}

  record Found(JWSVerifier verifier) implements Lookup {}

  record Unknown() implements Lookup {}

  record Unavailable(String why) implements Lookup {}

  private final KeySource source;
  private final Clock clock;
  // Asked for when the ring is made: loading it takes longer than an event loop may.
  private final @Nullable Provider es256 = Es256.provider();
  private volatile Map<String, JWSVerifier> verifiers = Map.of();

  // Guarded by this.
  private @Nullable Mono<Boolean> fetching;
  private Instant notBefore = Instant.MIN;
  private boolean lastFetchSucceeded;

  KeyRing(KeySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Nullable JWSVerifier find(String keyId) {
    return verifiers.get(keyId);
  }

  Set<String> keyIds() {
    return verifiers.keySet();
  }

  Mono<Lookup> fetchFor(String keyId) {
    return fetch()
        .map(
            available -> {
              JWSVerifier verifier = verifiers.get(keyId);
              if (verifier != null) {
                return new Found(verifier);
              }
              return available ? new Unknown() : new Unavailable("the keys cannot be fetched");
            });
  }

  Mono<Void> refresh() {
    return fetch().then();
  }

  /** Joins a fetch that is under way, starts one if it is time, or tells how the last one went. */
  private synchronized Mono<Boolean> fetch() {
    if (fetching != null) {
      return fetching;
    }
    if (clock.instant().isBefore(notBefore)) {
      return Mono.just(lastFetchSucceeded);
    }
    Mono<Boolean> shared =
        Mono.defer(source::keySet)
            .map(this::parse)
            .doOnNext(parsed -> verifiers = parsed)
            .map(parsed -> true)
            .onErrorResume(
                failure -> {
                  log.warn("cannot fetch did-service's keys", failure);
                  return Mono.just(false);
                })
            .defaultIfEmpty(false)
            .doOnNext(this::fetched)
            .cache();
    fetching = shared;
    return shared;
  }

  private synchronized void fetched(boolean succeeded) {
    lastFetchSucceeded = succeeded;
    notBefore = clock.instant().plus(succeeded ? PAUSE : PAUSE_AFTER_FAILURE);
    fetching = null;
  }

  private Map<String, JWSVerifier> parse(String keySet) {
    try {
      Map<String, JWSVerifier> verifiers = new HashMap<>();
      for (JWK key : JWKSet.parse(keySet).getKeys()) {
        if (key instanceof ECKey elliptic
            && Curve.P_256.equals(elliptic.getCurve())
            && elliptic.getKeyID() != null) {
          ECDSAVerifier verifier = new ECDSAVerifier(elliptic.toECPublicKey());
          verifier.getJCAContext().setProvider(es256);
          verifiers.put(elliptic.getKeyID(), verifier);
        }
      }
      return Map.copyOf(verifiers);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("did-service's keys cannot be read", e);
    }
  }
}
