package io.berth.service.key;

import reactor.core.publisher.Mono;

/**
 * Where did-service's public keys come from. By default its {@code /.well-known/jwks.json}; a bean
 * of this type takes the default's place.
 */
@FunctionalInterface
public interface KeySource {

  /** A JWK set as JSON; errors when it cannot be had now. */
  Mono<String> keySet();
}
