package io.berth.service.trace;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request its id: the one it brings where requests come from Berth itself, a fresh one
 * at the edge, where anybody could claim any.
 */
public final class RequestIdFilter implements WebFilter, Ordered {
  public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  private final boolean edge;

  public RequestIdFilter(boolean edge) {
    this.edge = edge;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String brought = edge ? null : exchange.getRequest().getHeaders().getFirst(RequestId.HEADER);
    String id = RequestId.acceptable(brought) && brought != null ? brought : RequestId.fresh();
    exchange.getAttributes().put(RequestId.KEY, id);
    exchange.getResponse().getHeaders().set(RequestId.HEADER, id);
    return chain.filter(exchange).contextWrite(context -> context.put(RequestId.KEY, id));
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}
