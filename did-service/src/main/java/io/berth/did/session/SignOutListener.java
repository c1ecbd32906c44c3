package io.berth.did.session;

import reactor.core.publisher.Mono;

/** Follows the end of all sessions of a user, in its transaction. */
@FunctionalInterface
public interface SignOutListener {

  Mono<Void> signedOutEverywhere(long uid);
}
