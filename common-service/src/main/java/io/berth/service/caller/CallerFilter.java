package io.berth.service.caller;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests without a good caller token, except to the open paths. The response is 401 and
 * nothing else; the reason goes to the log.
 */
public final class CallerFilter implements WebFilter, Ordered {
  public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

  private static final Logger log = LoggerFactory.getLogger(CallerFilter.class);
  private static final byte[] REFUSAL =
      "{\"error\":\"unauthenticated\"}".getBytes(StandardCharsets.UTF_8);

  private final CallerTokens callerTokens;
  private final Set<String> openPaths;
  private final ApplicationContext service;

  CallerFilter(
      CallerTokens callerTokens, CallerTokenProperties properties, ApplicationContext service) {
    this.callerTokens = callerTokens;
    this.openPaths = Set.copyOf(properties.openPaths());
    this.service = service;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (ofManagementPort(exchange)
        || openPaths.contains(exchange.getRequest().getURI().getRawPath())) {
      return chain.filter(exchange);
    }
    String token = exchange.getRequest().getHeaders().getFirst(CallerTokens.HEADER);
    CallerVerification verification =
        token == null
            ? new CallerVerification.Rejected("no caller token")
            : callerTokens.verify(token);
    return switch (verification) {
      case CallerVerification.Verified verified -> {
        Callers.set(exchange, verified);
        yield chain.filter(exchange);
      }
      case CallerVerification.Rejected(String why) -> {
        log.warn(
            "refused {} {}: {}",
            exchange.getRequest().getMethod(),
            exchange.getRequest().getURI().getRawPath(),
            why);
        yield refuse(exchange.getResponse());
      }
    };
  }

  /** The management port is a child context that finds its parent's filters. */
  private boolean ofManagementPort(ServerWebExchange exchange) {
    ApplicationContext handling = exchange.getApplicationContext();
    return handling != null && handling != service && handling.getParent() == service;
  }

  private static Mono<Void> refuse(ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.UNAUTHORIZED);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(REFUSAL.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(REFUSAL)));
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}
