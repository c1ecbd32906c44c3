package io.berth.service.key;

import reactor.core.publisher.Mono;

/**
 * Source of did-service's public keys. By default its {@code /.well-known/jwks.json}; a bean of
 * this type takes the default's place.
 */
@FunctionalInterface
public interface KeySource {

  /** A JWK set as JSON; errors when it cannot be had now. */
  Mono<String> keySet();
}
