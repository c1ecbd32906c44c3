package io.berth.console.page;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
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

  /** Reads lines of a coin's code and an amount; null where one is malformed. */
  public static @Nullable Map<String, BigDecimal> byCoin(String text) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      String[] parts = line.split("[\\s:=]+");
      BigDecimal amount = parts.length == 2 ? read(parts[1]) : null;
      if (amount == null) {
        return null;
      }
      amounts.put(parts[0], amount);
    }
    return amounts;
  }
}
