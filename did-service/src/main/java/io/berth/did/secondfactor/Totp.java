package io.berth.did.secondfactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes time-based codes (RFC 6238) as every authenticator app does: SHA-1, six digits, steps of
 * 30 seconds.
 */
final class Totp {
  static final Duration STEP = Duration.ofSeconds(30);
  static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;

  /** How far the device's clock may be off, either way. */
  private static final int TOLERATED_STEPS = 1;

  private Totp() {}

  static long step(Instant instant) {
    return instant.getEpochSecond() / STEP.toSeconds();
  }

  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The step that this code belongs to, if it is one of now. */
  static OptionalLong match(byte[] secret, String code, Instant now) {
    long present = step(now);
    OptionalLong found = OptionalLong.empty();
    for (long step = present - TOLERATED_STEPS; step <= present + TOLERATED_STEPS; step++) {
      boolean same =
          MessageDigest.isEqual(
              code(secret, step).getBytes(StandardCharsets.US_ASCII),
              code.getBytes(StandardCharsets.UTF_8));
      if (same) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }
}
