package io.berth.gateway.access;

import io.berth.api.Outcome.Refusal;

/** Result of verifying a presented token or session. */
public sealed interface Belief<T> {

  record Believed<T>(T claims) implements Belief<T> {}

  /** Ours, and its time is over. */
  record Expired<T>() implements Belief<T> {}

  /** Ours, and taken back. */
  record Revoked<T>() implements Belief<T> {}

  /** Not ours. */
  record Unknown<T>() implements Belief<T> {}

  /** Nobody could be asked who knows. */
  record Undecided<T>(Refusal refusal) implements Belief<T> {}
}
