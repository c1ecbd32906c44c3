package io.berth.demo.recording;

import java.net.URI;

/** The platform did not answer. */
public final class PlatformUnreachable extends RuntimeException {

  PlatformUnreachable(URI uri, Throwable cause) {
    super(uri + " cannot be reached: " + cause.getMessage(), cause);
  }
}
