package io.berth.service.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;

/** Checks that a request names its host as HTTP asks for: once (RFC 9112, 3.2). */
public final class Hosts {

  private static final int LONGEST = 262;
  private static final int MAX_PORT = 65_535;

  private Hosts() {}

  /** Two hosts are read differently by a proxy and by us; none is fine in HTTP/1.0 alone. */
  public static boolean isValid(HttpRequest request) {
    Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    }
    String host = hosts.next();
    return !hosts.hasNext() && isAuthority(host);
  }

  static boolean isAuthority(String host) {
    if (host.isEmpty() || host.length() > LONGEST) {
      return false;
    }
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : nameEnd(host);
    return end > 0
        && isName(host, end)
        && (end == host.length() || (host.charAt(end) == ':' && isPort(host, end + 1)));
  }

  private static int nameEnd(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? host.length() : colon;
  }

  private static boolean isName(String host, int end) {
    boolean literal = host.charAt(0) == '[';
    for (int i = literal ? 1 : 0; i < (literal ? end - 1 : end); i++) {
      char c = host.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || (literal ? c == ':' : c == '-' || c == '_');
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPort(String host, int from) {
    int port = 0;
    for (int i = from; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + c - '0';
      if (port > MAX_PORT) {
        return false;
      }
    }
    return true;
  }
}
