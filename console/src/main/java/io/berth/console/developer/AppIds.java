package io.berth.console.developer;

import io.berth.dialect.Dialect;
import io.berth.service.key.Randomness;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Suggests ids for a new app. */
final class AppIds {
  private static final long FIRST = 100_000_000L;
  private static final long LAST = 999_999_999L;

  private AppIds() {}

  /** Suggests an id in the form of the dialect's protocol; empty where no candidate has it. */
  static String suggestion(Dialect dialect) {
    String letters = "app" + HexFormat.of().formatHex(Randomness.bytes(6));
    if (dialect.appId().matcher(letters).matches()) {
      return letters;
    }
    String digits = Long.toString(ThreadLocalRandom.current().nextLong(FIRST, LAST));
    return dialect.appId().matcher(digits).matches() ? digits : "";
  }
}
