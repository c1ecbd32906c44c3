package io.berth.console.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Leads visitors to what they have to pass first, and back to the page that they asked for. */
final class Redirects {

  private Redirects() {}

  static Mono<ServerResponse> toSecondFactor(ServerRequest request) {
    return redirect(request, "/account/second-factor?return=" + encoded(own(request)));
  }

  static Mono<ServerResponse> toSignIn(ServerRequest request) {
    return redirect(request, "/account/sign-in?next=" + encoded(own(request)));
  }

  /** A part of a page that a script asked for cannot be redirected; the whole page is. */
  private static Mono<ServerResponse> redirect(ServerRequest request, String location) {
    return request.headers().firstHeader("HX-Request") == null
        ? ServerResponse.seeOther(URI.create(location)).build()
        : ServerResponse.ok().header("HX-Redirect", location).build();
  }

  /** Where the visitor is led back to; a form is not sent again. */
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
