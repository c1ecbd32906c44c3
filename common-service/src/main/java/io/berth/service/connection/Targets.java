package io.berth.service.connection;

import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a URI of what follows the method in a request line. Game clients open links with raw UTF-8,
 * brackets or a lonely percent sign in the query, which browsers' address bars let through and
 * {@link java.net.URI} does not: these are escaped. Netty gives every byte as one character.
 */
final class Targets {

  /** All that RFC 3986 allows in a path or query, the percent sign aside. */
  private static final String PLAIN_MARKS = "-._~!$&'()*+,;=:@/?";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Targets() {}

  /**
   * Path and query, escaped; null where nobody can say what they mean: a broken escape such as
   * {@code %zz}, a NUL, no path.
   */
  static @Nullable String origin(String target) {
    String path = target.startsWith("/") ? target : withoutOrigin(target);
    if (path == null) {
      return null;
    }
    boolean legal = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == 0 || (c == '%' && isBroken(path, i))) {
        return null;
      }
      legal &= isLegal(path, i);
    }
    return legal ? path : escaped(path);
  }

  static boolean hasPlainPath(String target) {
    for (int i = 0; i < target.length() && target.charAt(i) != '?'; i++) {
      char c = target.charAt(i);
      if (c == '%' || (PLAIN_MARKS.indexOf(c) >= 0 && "-._/".indexOf(c) < 0)) {
        return false;
      }
    }
    return true;
  }

  /** {@code GET http://host/path}, as a proxy is asked. */
  private static @Nullable String withoutOrigin(String target) {
    String lower = target.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return null;
    }
    int slash = target.indexOf('/', target.indexOf("//") + 2);
    return slash < 0 ? "/" : target.substring(slash);
  }

  /** A percent sign before two letters or digits that are no hex, or an escaped NUL. */
  private static boolean isBroken(String uri, int percent) {
    if (percent + 2 >= uri.length()) {
      return false;
    }
    char high = uri.charAt(percent + 1);
    char low = uri.charAt(percent + 2);
    return isHex(high, low)
        ? high == '0' && low == '0'
        : Character.isLetterOrDigit(high) && Character.isLetterOrDigit(low);
  }

  private static boolean isHex(char high, char low) {
    return HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low);
  }

  private static String escaped(String uri) {
    StringBuilder escaped = new StringBuilder(uri.length() + 32);
    for (int i = 0; i < uri.length(); i++) {
      char character = uri.charAt(i);
      if (isLegal(uri, i)) {
        escaped.append(character);
      } else {
        escaped.append('%').append(HEX.toHexDigits((byte) character));
      }
    }
    return escaped.toString();
  }

  private static boolean isLegal(String uri, int index) {
    char character = uri.charAt(index);
    if (character == '%') {
      return index + 2 < uri.length() && isHex(uri.charAt(index + 1), uri.charAt(index + 2));
    }
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || PLAIN_MARKS.indexOf(character) >= 0;
  }
}
