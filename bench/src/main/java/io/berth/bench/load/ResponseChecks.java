package io.berth.bench.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks responses. */
final class ResponseChecks {

  private ResponseChecks() {}

  /** Returns null where the status is 200 and the body contains the text, else the response. */
  static @Nullable String wrongUnless(String expected, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return status == 200 && text.contains(expected) ? null : status + " " + text;
  }
}
