package io.berth.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/** Comparison that takes as long for a nearly right guess as for a wrong one. */
public final class ConstantTime {
  private ConstantTime() {}

  public static boolean equal(String expected, String presented) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Compares hex digests, whose letters may have either case: libraries print both.
   *
   * @param expected in lower case
   */
  public static boolean equalHex(String expected, String presented) {
    return equal(expected, presented.toLowerCase(Locale.ROOT));
  }
}
