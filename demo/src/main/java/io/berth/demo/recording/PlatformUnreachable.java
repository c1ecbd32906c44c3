package io.berth.demo.recording;

import java.net.URI;

/** Thrown when the platform does not response. */
public final class PlatformUnreachable extends RuntimeException {

  PlatformUnreachable(URI uri, Throwable cause) {
    super(uri + " cannot be reached: " + cause.getMessage(), cause);
  }
}
