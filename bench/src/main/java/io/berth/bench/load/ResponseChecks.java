package io.berth.bench.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Looks at answers. */
final class ResponseChecks {

  private ResponseChecks() {}

  /** Null where the status is 200 and the text is in the body, else what came instead. */
  static @Nullable String wrongUnless(String expected, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return status == 200 && text.contains(expected) ? null : status + " " + text;
  }
}
