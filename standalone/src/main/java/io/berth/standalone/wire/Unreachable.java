package io.berth.standalone.wire;

import java.net.URI;

/** The platform did not answer. */
public final class Unreachable extends RuntimeException {

  Unreachable(URI uri, Throwable cause) {
    super(uri + " cannot be reached: " + cause.getMessage(), cause);
  }
}
