package io.berth.dialect.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encodes text for a part of a URL (RFC 3986, section 2.1). */
final class PercentEncoding {
  private static final String UNRESERVED = "-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /**
   * Encodes a part of a URL: escapes stay, and a percent sign that begins none is encoded.
   *
   * @param legal marks that this part may hold
   */
  static String ofPart(String part, String legal) {
    StringBuilder encoded = new StringBuilder(part.length());
    int i = 0;
    while (i < part.length()) {
      int c = part.codePointAt(i);
      if (isUnreserved(c) || legal.indexOf(c) >= 0 || (c == '%' && isEscape(part, i))) {
        encoded.append((char) c);
      } else {
        escape(encoded, c);
      }
      i += Character.charCount(c);
    }
    return encoded.toString();
  }

  /**
   * Encodes a name or a value of a query: everything that is not meant as itself. Commas are legal
   * and stay: scopes are echoed exactly, also to clients that do not decode.
   */
  static String ofValue(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(
            c -> {
              if (isUnreserved(c) || c == ',') {
                encoded.append((char) c);
              } else {
                escape(encoded, c);
              }
            });
    return encoded.toString();
  }

  private static boolean isEscape(String text, int percent) {
    return percent + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static void escape(StringBuilder target, int codePoint) {
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      target.append('%').append(HEX.toHexDigits(b));
    }
  }
}
