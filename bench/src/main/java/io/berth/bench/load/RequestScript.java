package io.berth.bench.load;

import org.jspecify.annotations.Nullable;

/** Requests of each connection, and the check of their answers. */
interface RequestScript {

  /** The bytes of the next request of a connection; null where there are no more. */
  byte @Nullable [] next(int connection);

  /** Why an answer is wrong; null where it is right. */
  @Nullable String wrong(int connection, int status, byte[] body);
}
