package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.dialect.parameter.Parameter;
import java.util.List;
import java.util.Set;

/** Proof of identity that an endpoint asks of a request. */
enum Proof {
  /** Nothing; a session key among the parameters is the core's to check. */
  NONE(Set.of(), List.of()),
  /** Names an app and repeats its redirect URI, which proves nothing. */
  REDIRECT_URI(Set.of(), List.of(FomoParameters.CLIENT_ID, FomoParameters.REDIRECT_URI)),
  /** The app's {@code client_secret}. */
  CLIENT_SECRET(
      Set.of(Caller.Kind.SERVER), List.of(FomoParameters.CLIENT_ID, FomoParameters.CLIENT_SECRET)),
  /** {@code sha1(client_secret + timestamp)}. */
  SIGNATURE(
      Set.of(Caller.Kind.SERVER),
      List.of(FomoParameters.CLIENT_ID, FomoParameters.TIMESTAMP, FomoParameters.SIGN)),
  /** An access token. */
  BEARER(Set.of(Caller.Kind.CLIENT), List.of()),
  /** An access token, and the signature of the app that it belongs to. */
  BEARER_AND_SIGNATURE(
      Set.of(Caller.Kind.CLIENT),
      List.of(
          FomoParameters.CLIENT_ID,
          FomoParameters.TIMESTAMP,
          FomoParameters.SIGN,
          FomoParameters.REDIRECT_URI));

  private final Set<Caller.Kind> callers;
  private final List<Parameter<?>> parameters;

  Proof(Set<Caller.Kind> callers, List<Parameter<?>> parameters) {
    this.callers = callers;
    this.parameters = parameters;
  }

  Set<Caller.Kind> callers() {
    return callers;
  }

  List<Parameter<?>> parameters() {
    return parameters;
  }
}
