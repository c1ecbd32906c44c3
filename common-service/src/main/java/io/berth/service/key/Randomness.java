package io.berth.service.key;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Unpredictable bytes that an event loop may ask for: the generator is seeded once from the
 * operating system and never reads from it while requests are served.
 */
public final class Randomness {
  private static final SecureRandom GENERATOR = seeded();

  private Randomness() {}

  private static SecureRandom seeded() {
    try {
      SecureRandom random =
          SecureRandom.getInstance(
              "DRBG",
              DrbgParameters.instantiation(256, DrbgParameters.Capability.RESEED_ONLY, null));
      random.nextBytes(new byte[32]);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no DRBG", e);
    }
  }

  /** For signatures and for numbers that are not bytes. */
  public static SecureRandom generator() {
    return GENERATOR;
  }

  public static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    GENERATOR.nextBytes(bytes);
    return bytes;
  }

  /** {@code byteCount} random bytes in URL-safe Base64 without padding. */
  public static String text(int byteCount) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(byteCount));
  }
}
