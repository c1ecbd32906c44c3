package io.berth.gateway.page;

import io.berth.api.Realm;
import io.berth.gateway.http.Realms;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Leads from the test origin to the live one for what both realms have in common: home page,
 * console, documents. What operators' tools send is not served here at all.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class LiveOnlyPages implements WebFilter {

  private static final List<String> FOLDERS = List.of("/console", "/docs", "/operator");

  private final Realms realms;
  private final String liveOrigin;

  LiveOnlyPages(Realms realms, PlatformProperties platform) {
    this.realms = realms;
    this.liveOrigin = platform.origin();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getURI().getRawPath();
    if (realms.of(request) == Realm.LIVE || !isLiveOnly(path)) {
      return chain.filter(exchange);
    }
    boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    exchange.getResponse().setStatusCode(reads ? HttpStatus.FOUND : HttpStatus.NOT_FOUND);
    if (reads) {
      exchange.getResponse().getHeaders().setLocation(URI.create(liveOrigin + path));
    }
    return exchange.getResponse().setComplete();
  }

  private static boolean isLiveOnly(String path) {
    return path.equals("/")
        || path.equals("/llms.txt")
        || FOLDERS.stream().anyMatch(at -> path.equals(at) || path.startsWith(at + '/'));
  }
}
