package io.berth.did.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Paths of our own, the only ones that a form may ask to be led to. */
public final class Own {
  private static final int LONGEST = 4096;

  private Own() {}

  /** The path and query of a request, as they came. */
  public static String address(ServerRequest request) {
    URI uri = request.uri();
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + '?' + uri.getRawQuery();
  }

  /**
   * The path that somebody asked to be led to, or {@code otherwise}. Two slashes or a backslash
   * would lead to another host, a line break would forge a header.
   */
  public static String pathOr(@Nullable String next, String otherwise) {
    return next != null
            && next.length() <= LONGEST
            && next.startsWith("/")
            && !next.startsWith("//")
            && next.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
        ? next
        : otherwise;
  }
}
