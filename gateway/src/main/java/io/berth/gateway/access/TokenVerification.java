package io.berth.gateway.access;

import io.berth.api.Outcome.Refusal;

/** Result of verifying a presented token or session. */
public sealed interface TokenVerification<T> {

  record Verified<T>(T claims) implements TokenVerification<T> {}

  /** Ours, and its time is over. */
  record Expired<T>() implements TokenVerification<T> {}

  /** Ours, and taken back. */
  record Revoked<T>() implements TokenVerification<T> {}

  /** Not ours. */
  record Unknown<T>() implements TokenVerification<T> {}

  /** Nobody could be asked who knows. */
  record Undecided<T>(Refusal refusal) implements TokenVerification<T> {}
}
