package io.berth.dialect;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds the addresses that browsers are sent to, and says which of them an app may ask for. */
public final class RedirectUrl {
  private static final String UNRESERVED = "-._~";
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  private final StringBuilder url;
  private final String fragment;

  private RedirectUrl(StringBuilder url, String fragment) {
    this.url = url;
    this.fragment = fragment;
  }

  /** Goes on from a URL whose own query and fragment stay. */
  public static RedirectUrl of(String url) {
    String legal = legal(url);
    int hash = legal.indexOf('#');
    return hash < 0
        ? new RedirectUrl(new StringBuilder(legal), "")
        : new RedirectUrl(new StringBuilder(legal.substring(0, hash)), legal.substring(hash));
  }

  /** Adds a parameter, percent-encoded. */
  public RedirectUrl with(String name, String value) {
    separate();
    encode(name);
    url.append('=');
    encode(value);
    return this;
  }

  /**
   * Adds a parameter as it is, for clients that do not decode.
   *
   * @param value without anything that would end it or that a URL may not hold
   */
  public RedirectUrl withRaw(String name, String value) {
    if (!value.equals(legal(value)) || value.indexOf('&') >= 0 || value.indexOf('#') >= 0) {
      throw new IllegalArgumentException(name + " cannot be written raw: " + value);
    }
    separate();
    url.append(name).append('=').append(value);
    return this;
  }

  private void separate() {
    if (url.indexOf("?") < 0) {
      url.append('?');
    } else if (!endsWith('?') && !endsWith('&')) {
      url.append('&');
    }
  }

  public RedirectUrl with(String name, long value) {
    return with(name, Long.toString(value));
  }

  @Override
  public String toString() {
    return url + fragment;
  }

  /**
   * Whether scheme, host, port and path equal those of a registered URL; the query is free. User
   * information is never allowed: {@code http://registered@elsewhere/} fools people.
   */
  public static boolean isRegistered(String url, List<String> registered) {
    URI candidate = parse(url);
    if (candidate == null) {
      return false;
    }
    for (String text : registered) {
      URI allowed = parse(text);
      if (allowed != null && sameTarget(candidate, allowed)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is an absolute http or https URL without user information. */
  public static boolean isWebAddress(String url) {
    return parse(url) != null;
  }

  private static boolean sameTarget(URI left, URI right) {
    return left.getScheme().equalsIgnoreCase(right.getScheme())
        && left.getHost().equalsIgnoreCase(right.getHost())
        && port(left) == port(right)
        && path(left).equals(path(right));
  }

  /** Null unless it is an absolute web address. */
  private static @Nullable URI parse(String url) {
    try {
      URI uri = new URI(legal(url));
      String scheme = uri.getScheme();
      boolean web =
          scheme != null
              && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null;
      return web ? uri : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    return path.isEmpty() ? "/" : path;
  }

  /** Percent-encodes what a URL may not hold, header-splitting line breaks among it. */
  private static String legal(String url) {
    StringBuilder legal = new StringBuilder(url.length());
    int i = 0;
    while (i < url.length()) {
      int c = url.codePointAt(i);
      if (isUnreserved(c) || RESERVED.indexOf(c) >= 0 || (c == '%' && isEscape(url, i))) {
        legal.append((char) c);
      } else {
        escape(legal, c);
      }
      i += Character.charCount(c);
    }
    return legal.toString();
  }

  private static boolean isEscape(String url, int percent) {
    return percent + 2 < url.length()
        && Character.digit(url.charAt(percent + 1), 16) >= 0
        && Character.digit(url.charAt(percent + 2), 16) >= 0;
  }

  /** Commas are legal and stay: scopes are echoed exactly, also to clients that do not decode. */
  private void encode(String value) {
    value
        .codePoints()
        .forEach(
            c -> {
              if (isUnreserved(c) || c == ',') {
                url.append((char) c);
              } else {
                escape(url, c);
              }
            });
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static void escape(StringBuilder target, int codePoint) {
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      target.append('%');
      target.append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)));
      target.append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
    }
  }

  private boolean endsWith(char c) {
    return !url.isEmpty() && url.charAt(url.length() - 1) == c;
  }
}
