package io.berth.service.page;

import io.berth.dialect.http.HttpUrl;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * Origins that a page may reach beyond its own. Origins must have been validated as the app's own;
 * anything that is not an origin is refused here once more, since it would end up in a header.
 *
 * @param formOrigins where a form of this page may lead by redirects, beyond Berth itself
 * @param frameOrigins what this page may show in frames
 */
public record PageSecurity(List<String> formOrigins, List<String> frameOrigins) {
  /**
   * The grammar of policies has no underscores and no IPv6 addresses: such are let in by scheme.
   */
  private static final Pattern NAMED = Pattern.compile("[a-z0-9.-]+");

  /** Nothing more. */
  public static final PageSecurity PLAIN = new PageSecurity(List.of(), List.of());

  public PageSecurity {
    formOrigins = formOrigins.stream().map(PageSecurity::source).distinct().toList();
    frameOrigins = frameOrigins.stream().map(PageSecurity::source).distinct().toList();
  }

  /** A page whose form ends at this absolute URL's origin. */
  public static PageSecurity leadingTo(String url) {
    return new PageSecurity(List.of(url), List.of());
  }

  /** A page that shows these origins in frames. */
  public static PageSecurity framing(List<String> origins) {
    return new PageSecurity(List.of(), origins);
  }

  /** The origin of an absolute URL; {@code 'self'} and the like are no origins. */
  private static String source(String text) {
    HttpUrl url = HttpUrl.of(text);
    return NAMED.matcher(url.host()).matches() ? url.origin() : url.scheme() + ":";
  }

  String contentSecurityPolicy() {
    return String.join(
        "; ",
        Stream.of(
                "default-src 'none'",
                "style-src 'self'",
                "script-src 'self'",
                "connect-src 'self'",
                "img-src 'self' data: https:",
                "form-action 'self'" + spaced(formOrigins),
                frameOrigins.isEmpty() ? "" : "frame-src" + spaced(frameOrigins),
                "frame-ancestors 'none'",
                "base-uri 'none'")
            .filter(directive -> !directive.isEmpty())
            .toList());
  }

  private static String spaced(List<String> origins) {
    return origins.isEmpty() ? "" : " " + String.join(" ", origins);
  }

  void write(HttpHeaders headers, boolean secure) {
    headers.set("Content-Security-Policy", contentSecurityPolicy());
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.setCacheControl("no-store");
    if (secure) {
      headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }
}
