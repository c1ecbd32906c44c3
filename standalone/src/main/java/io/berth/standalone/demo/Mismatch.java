package io.berth.standalone.demo;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A suite did not do what its protocol says. */
public final class Mismatch extends RuntimeException {

  Mismatch(String message) {
    super(message);
  }

  static void unless(boolean fine, String expectation) {
    if (!fine) {
      throw new Mismatch(expectation);
    }
  }

  static void unlessEqual(@Nullable Object expected, @Nullable Object found, String what) {
    boolean equal =
        expected instanceof BigDecimal a && found instanceof BigDecimal b
            ? a.compareTo(b) == 0
            : Objects.equals(expected, found);
    if (!equal) {
      throw new Mismatch(what + " should be " + expected + ", but is " + found);
    }
  }
}
