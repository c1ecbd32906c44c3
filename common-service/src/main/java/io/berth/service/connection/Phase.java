package io.berth.service.connection;

/** State of a connection. */
enum Phase {
  /** No request has begun since the last one was answered. */
  IDLE,
  /** A part of a request's head has arrived. */
  HEAD,
  /** A request's head has arrived, and a part of its body. */
  BODY,
  /** A request has arrived and is not answered. */
  ANSWER;

  private static final int BITS = 2;
  private static final Phase[] ALL = values();

  /** This phase and when it began, as one number. */
  long since(long millis) {
    return millis << BITS | ordinal();
  }

  static Phase of(long stamp) {
    return ALL[(int) (stamp & (1 << BITS) - 1)];
  }

  static long millis(long stamp) {
    return stamp >> BITS;
  }
}
