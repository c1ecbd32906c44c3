package io.berth.service.page;

import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers HEAD wherever GET is answered, with the same headers. Functional routes match one method
 * each; the server drops the body of what it knows as a HEAD request.
 */
final class HeadRequests implements WebFilter, Ordered {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange.getRequest().getMethod() == HttpMethod.HEAD
        ? chain.filter(exchange.mutate().request(as -> as.method(HttpMethod.GET)).build())
        : chain.filter(exchange);
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
