package io.berth.signing;

import java.nio.charset.StandardCharsets;

/**
 * The first eight hex digits of the MD5 of a body, a time and a key ({@code protocols/dragonex.md},
 * Answers).
 */
public final class ResponseSignature {
  private static final int LENGTH = 8;

  private ResponseSignature() {}

  /**
   * @param body the exact bytes sent
   * @param timestamp unix seconds, as sent beside the signature
   */
  public static String sign(byte[] body, String timestamp, String key) {
    byte[] rest = (timestamp + key).getBytes(StandardCharsets.UTF_8);
    return Digests.md5Hex(body, rest).substring(0, LENGTH);
  }

  public static boolean matches(byte[] body, String timestamp, String key, String presented) {
    return ConstantTime.equalHex(sign(body, timestamp, key), presented);
  }

  /** The string that was signed, with the key replaced. */
  public static String redactedStringToSign(byte[] body, String timestamp) {
    return new String(body, StandardCharsets.UTF_8) + timestamp + Redaction.MARK;
  }
}
