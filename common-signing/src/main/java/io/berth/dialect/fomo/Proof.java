package io.berth.dialect.fomo;

import io.berth.api.Caller;
import java.util.Set;

/** Proof of identity that an endpoint asks of a request. */
enum Proof {
  /** Nothing; a session key among the parameters is the core's to check. */
  NONE(Set.of()),
  /** Names an app and repeats its redirect URI, which proves nothing. */
  REDIRECT_URI(Set.of()),
  /** The app's {@code client_secret}. */
  CLIENT_SECRET(Set.of(Caller.Kind.SERVER)),
  /** {@code sha1(client_secret + timestamp)}. */
  SIGNATURE(Set.of(Caller.Kind.SERVER)),
  /** An access token. */
  BEARER(Set.of(Caller.Kind.CLIENT)),
  /** An access token, and the signature of the app that it belongs to. */
  BEARER_AND_SIGNATURE(Set.of(Caller.Kind.CLIENT));

  private final Set<Caller.Kind> callers;

  Proof(Set<Caller.Kind> callers) {
    this.callers = callers;
  }

  Set<Caller.Kind> callers() {
    return callers;
  }
}
