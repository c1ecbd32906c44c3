package io.berth.demo.merchant;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A suite did not do what its protocol says. */
public final class Mismatch extends RuntimeException {

  public Mismatch(String message) {
    super(message);
  }

  public static void unless(boolean fine, String expectation) {
    if (!fine) {
      throw new Mismatch(expectation);
    }
  }

  public static void unlessEqual(@Nullable Object expected, @Nullable Object found, String what) {
    boolean equal =
        expected instanceof BigDecimal a && found instanceof BigDecimal b
            ? a.compareTo(b) == 0
            : Objects.equals(expected, found);
    if (!equal) {
      throw new Mismatch(what + " should be " + expected + ", but is " + found);
    }
  }
}
