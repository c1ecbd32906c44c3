package io.berth.service.outbound;

import java.io.IOException;

/** A merchant's address that the platform does not call. */
final class ForbiddenTarget extends IOException {

  ForbiddenTarget(String message) {
    super(message);
  }
}
