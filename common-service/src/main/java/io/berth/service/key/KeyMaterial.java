package io.berth.service.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Reads keys from configuration, naming the property that is wrong and never its value. */
public final class KeyMaterial {
  private static final byte[] ID_PURPOSE = "berth-key-id".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_BYTES = 4;

  private KeyMaterial() {}

  /**
   * @throws IllegalArgumentException if it is not Base64 of so many bytes
   */
  public static byte[] exactly(int bytes, String property, String base64) {
    byte[] key = decode(property, base64);
    if (key.length != bytes) {
      throw new IllegalArgumentException(
          property + " must be " + bytes + " bytes in Base64, not " + key.length);
    }
    return key;
  }

  /**
   * @throws IllegalArgumentException if it is not Base64 of at least so many bytes
   */
  public static byte[] atLeast(int bytes, String property, String base64) {
    byte[] key = decode(property, base64);
    if (key.length < bytes) {
      throw new IllegalArgumentException(
          property + " must be at least " + bytes + " bytes in Base64, not " + key.length);
    }
    return key;
  }

  /**
   * A short id for a key that has none: eight hexadecimal digits of a digest. Keys are random, so
   * that nothing can be found out about one by its digest.
   */
  public static String id(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ID_PURPOSE);
      return HexFormat.of().formatHex(digest.digest(key), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 does not work here", e);
    }
  }

  private static byte[] decode(String property, String base64) {
    try {
      return Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is not Base64", e);
    }
  }
}
