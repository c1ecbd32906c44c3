package io.berth.console.page;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads typed amounts. */
public final class Amount {
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,18})?");

  private Amount() {}

  /** Reads an amount; null where it is malformed, since commas are ambiguous. */
  public static @Nullable BigDecimal read(String text) {
    return PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
  }
}
