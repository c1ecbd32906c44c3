package io.berth.api.delivery;

/** Reason why a call did not reach a merchant or was not acknowledged. */
public enum CallProblem {
  /** Another status than the one that counts. */
  STATUS,
  /** The status counts, the body does not. */
  BODY,
  /** The answer is too long or does not end. */
  ENDLESS_ANSWER,
  CONNECTION_REFUSED,
  /** By the receiver, or by something on the way to it. */
  CONNECTION_RESET,
  /** No route leads to the address. */
  UNREACHABLE,
  NO_CONNECTION_IN_TIME,
  NO_TLS_IN_TIME,
  NO_ANSWER_IN_TIME,
  HOST_UNKNOWN,
  /** The handshake, where nothing more is known. */
  TLS,
  CERTIFICATE_UNTRUSTED,
  CERTIFICATE_EXPIRED,
  /** It is for another host. */
  CERTIFICATE_NAME,
  /** The receiver answers, but not with TLS. */
  NOT_TLS,
  CONNECTION_CLOSED,
  /** Not HTTP, or headers beyond the bound. */
  ANSWER_UNREADABLE,
  /** An address that the platform does not call: a private one, for example. */
  ADDRESS_FORBIDDEN,
  /** The URL or a header is not one that can be called. */
  REQUEST_MALFORMED,
  OTHER
}
