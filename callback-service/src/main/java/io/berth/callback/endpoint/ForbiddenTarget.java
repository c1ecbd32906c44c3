package io.berth.callback.endpoint;

import java.io.IOException;

/** A merchant's address that the platform does not call. */
final class ForbiddenTarget extends IOException {

  ForbiddenTarget(String message) {
    super(message);
  }
}
