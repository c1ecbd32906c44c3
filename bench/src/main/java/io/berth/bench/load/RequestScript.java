package io.berth.bench.load;

import org.jspecify.annotations.Nullable;

/** Makes the requests of each connection and checks their responses. */
interface RequestScript {

  /** The bytes of the next request of a connection; null where there are no more. */
  byte @Nullable [] next(int connection);

  /** Returns why a response is wrong; null where it is right. */
  @Nullable String wrong(int connection, int status, byte[] body);
}
