package io.berth.console.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Redirects to the sign-in page or the second factor, and from there back. */
final class Redirects {

  private Redirects() {}

  static Mono<ServerResponse> toSecondFactor(ServerRequest request) {
    return redirect(request, "/account/second-factor?return=" + encoded(own(request)));
  }

  static Mono<ServerResponse> toSignIn(ServerRequest request) {
    return redirect(request, "/account/sign-in?next=" + encoded(own(request)));
  }

  /** Redirects the whole page where a script requested a part of it. */
  private static Mono<ServerResponse> redirect(ServerRequest request, String location) {
    return request.headers().firstHeader("HX-Request") == null
        ? ServerResponse.seeOther(URI.create(location)).build()
        : ServerResponse.ok().header("HX-Redirect", location).build();
  }

  /** Returns the page to come back to; for a form, the page that shows it. */
  private static String own(ServerRequest request) {
    URI uri = request.uri();
    if (request.method() != HttpMethod.GET) {
      return "/console";
    }
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + '?' + uri.getRawQuery();
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
