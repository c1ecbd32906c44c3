package io.berth.signing;

import java.nio.charset.StandardCharsets;

/**
 * Bytes of header and path text. What came over the wire has one character per byte; text that was
 * made here may hold others and means UTF-8.
 */
final class Octets {
  private Octets() {}

  static byte[] of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
