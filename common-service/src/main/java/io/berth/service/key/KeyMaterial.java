package io.berth.service.key;

import java.util.Base64;

/** Reads keys from configuration, naming the property that is wrong and never its value. */
public final class KeyMaterial {
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

  private static byte[] decode(String property, String base64) {
    try {
      return Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is not Base64", e);
    }
  }
}
