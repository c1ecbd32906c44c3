package io.berth.test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). */
public final class Authenticator {
  private final byte[] secret;

  private Authenticator(byte[] secret) {
    this.secret = secret;
  }

  /**
   * @param text base 32; spaces are for people
   */
  public static Authenticator of(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long buffer = 0;
    int bits = 0;
    for (char letter : text.replace(" ", "").toCharArray()) {
      buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((int) (buffer >> bits));
      }
    }
    return new Authenticator(bytes.toByteArray());
  }

  /**
   * What the app shows.
   *
   * @param steps how many codes later than now; a server's tolerance allows 1
   */
  public String code(int steps) {
    return codeAt(Instant.now().plusSeconds(30L * steps));
  }

  public String codeAt(Instant instant) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      long step = instant.getEpochSecond() / 30;
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
