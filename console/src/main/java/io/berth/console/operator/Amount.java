package io.berth.console.operator;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as people type them. */
final class Amount {
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,18})?");

  private Amount() {}

  /** Null where it is none: nothing is guessed about commas and the like. */
  static @Nullable BigDecimal read(String text) {
    return PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
  }
}
