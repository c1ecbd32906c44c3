package io.berth.gateway.route;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.gateway.access.RegisteredOrigins;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides what pages on other origins may do: call endpoints of dialects that allow it, from the
 * origins that apps have registered. A preflight cannot name its app, so any app's origin will do.
 */
@Component
final class CrossOrigin {

  private static final String REMEMBERED_SECONDS = "600";

  private final RegisteredOrigins registered;

  CrossOrigin(RegisteredOrigins registered) {
    this.registered = registered;
  }

  /** Whether a page of this origin may read the dialect's answers. */
  boolean allows(Dialect dialect, @Nullable String origin) {
    return origin != null
        && !dialect.api().cors().allowedHeaders().isEmpty()
        && registered.contains(origin);
  }

  /** What an answer says to the browser, also to none: caches must keep origins apart. */
  void describe(Dialect dialect, @Nullable String origin, HttpHeaders answer) {
    Api.Cors cors = dialect.api().cors();
    if (cors.allowedHeaders().isEmpty()) {
      return;
    }
    answer.set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (allows(dialect, origin)) {
      answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      if (!cors.exposedHeaders().isEmpty()) {
        answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, joined(cors.exposedHeaders()));
      }
    }
  }

  /** What a preflight is told on top. */
  void permit(Dialect dialect, Iterable<String> methods, HttpHeaders answer) {
    answer
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods))
        .set(
            HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            joined(dialect.api().cors().allowedHeaders()))
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, REMEMBERED_SECONDS)
        .set(
            HttpHeaderNames.VARY,
            String.join(
                ", ",
                List.of(
                    "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers")));
  }

  private static String joined(Iterable<String> names) {
    TreeSet<String> sorted = new TreeSet<>();
    names.forEach(sorted::add);
    return String.join(", ", sorted);
  }
}
