package io.berth.did.consent;

import reactor.core.publisher.Mono;

/** Follows the revocation of a user's grant to an app, in its transaction. */
@FunctionalInterface
public interface GrantListener {

  Mono<Void> grantRevoked(String appId, long uid);
}
