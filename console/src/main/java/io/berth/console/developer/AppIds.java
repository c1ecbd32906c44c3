package io.berth.console.developer;

import io.berth.dialect.Dialect;
import io.berth.service.key.Randomness;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that a new app may have; people may choose another. */
final class AppIds {
  private static final long FIRST = 100_000_000L;
  private static final long LAST = 999_999_999L;

  private AppIds() {}

  /** Of the form that the dialect's protocol has; empty where none that is tried has it. */
  static String suggestion(Dialect dialect) {
    String letters = "app" + HexFormat.of().formatHex(Randomness.bytes(6));
    if (dialect.appId().matcher(letters).matches()) {
      return letters;
    }
    String digits = Long.toString(ThreadLocalRandom.current().nextLong(FIRST, LAST));
    return dialect.appId().matcher(digits).matches() ? digits : "";
  }
}
