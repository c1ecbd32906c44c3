package io.berth.service.trace;

import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Adds the framework's requests, which are those for pages, to the access log when their responses
 * begin. A line names the route that a path has matched and never the path, in which a client may
 * write anything.
 */
public final class AccessLogFilter implements WebFilter, Ordered {

  /** Attribute of an exchange: name of what serves it, where it has no route of the framework. */
  public static final String ENDPOINT = AccessLogFilter.class.getName() + ".endpoint";

  private static final String UNMATCHED = "none";
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

  private final AccessLog accessLog;
  private final ApplicationContext service;
  private final boolean edge;

  /**
   * @param service whose requests these are; the management port's belong to a child of it
   * @param edge whether requests come from outside, and traces begin here
   */
  public AccessLogFilter(AccessLog accessLog, ApplicationContext service, boolean edge) {
    this.edge = edge;
    this.accessLog = accessLog;
    this.service = service;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ApplicationContext handling = exchange.getApplicationContext();
    if (handling != null && handling != service) {
      return chain.filter(exchange);
    }
    long started = System.nanoTime();
    String requestId = RequestId.of(exchange);
    ServedSpan span =
        edge
            ? accessLog.tracing().edge(requestId)
            : accessLog.tracing().later(requestId, ServedSpan.Kind.SERVER);
    exchange
        .getResponse()
        .beforeCommit(
            () ->
                Mono.fromRunnable(
                    () -> accessLog.add(span, () -> served(exchange, status(exchange), started))));
    Mono<Void> served =
        chain
            .filter(exchange)
            .doOnCancel(
                () -> {
                  if (!exchange.getResponse().isCommitted()) {
                    accessLog.add(span, () -> served(exchange, ServedRequest.ABANDONED, started));
                  }
                });
    return span == null
        ? served
        : served.contextWrite(context -> context.put(ServedSpan.KEY, span));
  }

  private static ServedRequest served(ServerWebExchange exchange, String outcome, long started) {
    return new ServedRequest(
        RequestId.of(exchange),
        null,
        null,
        method(exchange) + ' ' + endpoint(exchange),
        outcome,
        System.nanoTime() - started,
        ServedRequest.Order.NONE);
  }

  private static String method(ServerWebExchange exchange) {
    HttpMethod method = exchange.getRequest().getMethod();
    return METHODS.contains(method) ? method.name() : UNMATCHED;
  }

  private static String endpoint(ServerWebExchange exchange) {
    Object named = exchange.getAttribute(ENDPOINT);
    Object route =
        named != null
            ? named
            : exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return Objects.toString(route, UNMATCHED);
  }

  private static String status(ServerWebExchange exchange) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    return status == null ? "200" : Integer.toString(status.value());
  }

  /** After the request has its id. */
  @Override
  public int getOrder() {
    return RequestIdFilter.ORDER + 1;
  }
}
