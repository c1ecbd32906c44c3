package io.berth.dialect.http;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the host of a URL as every resolver and browser reads it, or not at all: names that two of
 * them take for different hosts let a checked URL lead elsewhere.
 */
final class HttpHost {
  private static final int LONGEST = 253;
  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?");

  /** Browsers take a name that ends in a number for an address: 127.1, 0x7f000001, 2130706433. */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  /**
   * What IDNA 2003 and IDNA 2008 map to different names: sharp s, final sigma and the joiners. Such
   * a host is given in its {@code xn--} form.
   */
  private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

  private HttpHost() {}

  /** In lower case, ASCII, an IPv6 address in brackets; null where it is none. */
  static @Nullable String read(String text) {
    String host = ascii(text);
    if (host == null) {
      return null;
    }
    if (host.startsWith("[")) {
      return isIpv6(host) ? host : null;
    }
    int length = host.endsWith(".") ? host.length() - 1 : host.length();
    if (length > LONGEST || !LABELS.matcher(host).matches()) {
      return null;
    }
    return !ENDS_IN_NUMBER.matcher(host).matches() || IPV4.matcher(host).matches() ? host : null;
  }

  private static @Nullable String ascii(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (AMBIGUOUS.matcher(text).find()) {
      return null;
    }
    try {
      return IDN.toASCII(text).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noName) {
      return null;
    }
  }

  /** A literal: nothing is looked up. */
  private static boolean isIpv6(String host) {
    if (!IPV6.matcher(host).matches()) {
      return false;
    }
    try {
      return host.indexOf(':') > 0
          && InetAddress.ofLiteral(host.substring(1, host.length() - 1)) != null;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }
}
