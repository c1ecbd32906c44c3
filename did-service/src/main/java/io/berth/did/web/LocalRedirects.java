package io.berth.did.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Checks redirect targets that a form names: only paths of this site are followed (open redirect).
 */
public final class LocalRedirects {
  private static final int LONGEST = 4096;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Printable ASCII that no URI holds as it is. */
  private static final BitSet ILLEGAL = new BitSet();

  static {
    " \"<>[]\\^`{|}".chars().forEach(ILLEGAL::set);
  }

  private LocalRedirects() {}

  /** The path and query of a request, as they came. */
  public static String address(ServerRequest request) {
    URI uri = request.uri();
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + '?' + uri.getRawQuery();
  }

  /**
   * The requested path, or {@code otherwise} where it is not local. Two slashes or a backslash
   * would lead to another host, a line break would forge a header.
   */
  public static String pathOr(@Nullable String next, String otherwise) {
    return next != null
            && next.length() <= LONGEST
            && next.startsWith("/")
            && !next.startsWith("//")
            && next.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '\\')
        ? escaped(next)
        : otherwise;
  }

  /** Percent-encodes what a URI may not hold: {@code /a|b} is odd, and clear enough. */
  private static String escaped(String path) {
    StringBuilder escaped = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); ) {
      int c = path.codePointAt(i);
      boolean escape = c == '%' && isHexAt(path, i + 1) && isHexAt(path, i + 2);
      boolean secondHash = c == '#' && path.indexOf('#') < i;
      if (escape || (c < 0x7f && c != '%' && !secondHash && !ILLEGAL.get(c))) {
        escaped.append((char) c);
      } else {
        for (byte part : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          escaped.append('%').append(HEX.toHexDigits(part));
        }
      }
      i += Character.charCount(c);
    }
    return escaped.toString();
  }

  private static boolean isHexAt(String text, int index) {
    return index < text.length() && HexFormat.isHexDigit(text.charAt(index));
  }
}
