package io.berth.bench.load;

import org.jspecify.annotations.Nullable;

/** What is sent on each connection, and what is a right answer. */
interface Script {

  /** The bytes of the next request of a connection; null where there are no more. */
  byte @Nullable [] next(int connection);

  /** Why an answer is wrong; null where it is right. */
  @Nullable String wrong(int connection, int status, byte[] body);
}
