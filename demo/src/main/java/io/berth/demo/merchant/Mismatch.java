package io.berth.demo.merchant;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when a response differs from what its protocol says. */
public final class Mismatch extends RuntimeException {

  public Mismatch(String message) {
    super(message);
  }

  public static void unless(boolean condition, String expectation) {
    if (!condition) {
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
