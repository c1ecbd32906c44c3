package io.berth.service.outbound;

import java.io.IOException;

/** An answer that cannot be told from noise. */
final class UnreadableAnswer extends IOException {

  UnreadableAnswer(Throwable cause) {
    super(cause.toString(), cause);
  }

  UnreadableAnswer(String message) {
    super(message);
  }
}
