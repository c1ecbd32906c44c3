package io.berth.did.portal;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.page.StaticResource;
import io.berth.did.secret.Digests;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the files of dialects at the paths of the original platforms. */
@Configuration(proxyBeanMethods = false)
class ResourceRoutes {
  private static final CacheControl CACHING =
      CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic().mustRevalidate();

  @Bean
  RouterFunction<ServerResponse> resourceRoute(Dialects dialects) {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (Dialect dialect : dialects.all()) {
      for (StaticResource resource : dialect.pages().resources()) {
        String tag = tag(resource);
        routes.GET(resource.path(), request -> answer(request, resource, tag));
      }
    }
    return routes.build();
  }

  /** Games load it from their own origins, which browsers only let them do where this is said. */
  private static Mono<ServerResponse> answer(
      ServerRequest request, StaticResource resource, String tag) {
    return request
        .checkNotModified(tag)
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ServerResponse.ok()
                        .contentType(MediaType.parseMediaType(resource.contentType()))
                        .cacheControl(CACHING)
                        .eTag(tag)
                        .header("Cross-Origin-Resource-Policy", "cross-origin")
                        .header("X-Content-Type-Options", "nosniff")
                        .bodyValue(resource.body())));
  }

  private static String tag(StaticResource resource) {
    return '"' + HexFormat.of().formatHex(Digests.sha256(resource.body()), 0, 16) + '"';
  }
}
