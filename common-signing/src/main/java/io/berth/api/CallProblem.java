package io.berth.api;

/** Why a call did not tell a merchant. */
public enum CallProblem {
  /** Another status than the one that counts. */
  STATUS,
  /** The status counts, the body does not. */
  BODY,
  /** The answer is too long or does not end. */
  ENDLESS_ANSWER,
  CONNECTION_REFUSED,
  NO_CONNECTION_IN_TIME,
  NO_TLS_IN_TIME,
  NO_ANSWER_IN_TIME,
  HOST_UNKNOWN,
  /** Certificate or handshake. */
  TLS,
  CONNECTION_CLOSED,
  /** Not HTTP, or headers beyond the bound. */
  ANSWER_UNREADABLE,
  /** An address that the platform does not call: a private one, for example. */
  ADDRESS_FORBIDDEN,
  /** The URL or a header is not one that can be called. */
  REQUEST_MALFORMED,
  OTHER
}
