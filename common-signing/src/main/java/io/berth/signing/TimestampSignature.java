package io.berth.signing;

import java.nio.charset.StandardCharsets;

/** SHA-1 of a secret followed by a time ({@code protocols/fomo.md}). */
public final class TimestampSignature {
  private TimestampSignature() {}

  /** Lower-case hex. */
  public static String sign(String secret, String timestamp) {
    return Digests.sha1Hex((secret + timestamp).getBytes(StandardCharsets.UTF_8));
  }

  public static boolean matches(String secret, String timestamp, String presented) {
    return ConstantTime.equalHex(sign(secret, timestamp), presented);
  }

  /** The string that was signed, with the secret replaced. */
  public static String redactedStringToSign(String timestamp) {
    return Redaction.MARK + timestamp;
  }
}
