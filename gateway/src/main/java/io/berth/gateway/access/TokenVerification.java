package io.berth.gateway.access;

import io.berth.api.Outcome.Refusal;

/** Result of verifying a presented token or session. */
public sealed interface TokenVerification<T> {

  record Verified<T>(T claims) implements TokenVerification<T> {}

  /** Signed by did-service, and expired. */
  record Expired<T>() implements TokenVerification<T> {}

  /** Signed by did-service, and revoked. */
  record Revoked<T>() implements TokenVerification<T> {}

  /** Not signed by did-service. */
  record Unknown<T>() implements TokenVerification<T> {}

  /** Not decided at present, because did-service cannot be reached. */
  record Undecided<T>(Refusal refusal) implements TokenVerification<T> {}
}
