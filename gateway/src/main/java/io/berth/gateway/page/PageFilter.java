package io.berth.gateway.page;

import io.berth.gateway.access.Limits;
import io.berth.gateway.http.ClientAddresses;
import io.berth.service.runtime.ServiceStop;
import io.berth.service.trace.AccessLogFilter;
import io.berth.service.trace.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Passes a browser's request to the service whose page it is, with a caller token. */
@Component
final class PageFilter {

  private static final Logger log = LoggerFactory.getLogger(PageFilter.class);

  private final ClientAddresses addresses;
  private final Limits limits;
  private final PageCallers callers;
  private final PageHeaders pageHeaders;
  private final Notices notices;
  private final PageBodies bodies;
  private final ServiceStop stop;

  PageFilter(
      ClientAddresses addresses,
      Limits limits,
      PageCallers callers,
      PageHeaders pageHeaders,
      Notices notices,
      PageBodies bodies,
      ServiceStop stop) {
    this.addresses = addresses;
    this.limits = limits;
    this.callers = callers;
    this.pageHeaders = pageHeaders;
    this.notices = notices;
    this.bodies = bodies;
    this.stop = stop;
  }

  /**
   * @param service that the page belongs to, and the caller token is for; null for a page that
   *     needs no caller
   */
  Mono<Void> filter(
      ServerWebExchange exchange, GatewayFilterChain chain, @Nullable String service) {
    ServerHttpRequest request = exchange.getRequest();
    if (service != null) {
      exchange.getAttributes().put(AccessLogFilter.ENDPOINT, "page of " + service);
    }
    String address = addresses.of(request);
    if (!limits.admitsAddress(address)) {
      return notices.write(exchange, Notice.TOO_FREQUENT);
    }
    return bodies
        .whole(exchange)
        .flatMap(whole -> pass(whole, chain, service, address))
        .onErrorResume(
            PageBodies.Refused.class, refused -> notices.write(exchange, refused.notice()));
  }

  private Mono<Void> pass(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      @Nullable String service,
      String address) {
    if (service == null) {
      return forward(exchange, chain, null);
    }
    return callers
        .token(exchange, service, address)
        .flatMap(
            token ->
                token.isPresent()
                    ? forward(exchange, chain, token.get())
                    : notices.write(exchange, Notice.AWAY));
  }

  private Mono<Void> forward(
      ServerWebExchange exchange, GatewayFilterChain chain, @Nullable String callerToken) {
    ServerHttpRequest cleaned =
        exchange
            .getRequest()
            .mutate()
            .headers(headers -> pageHeaders.clean(headers, callerToken, RequestId.of(exchange)))
            .build();
    Mono<Void> answered = chain.filter(exchange.mutate().request(cleaned).build());
    // A stream of events has no end that a graceful stop could wait for.
    return (isEventStream(cleaned) ? answered.takeUntilOther(stop.signal()) : answered)
        .onErrorResume(failure -> refuse(exchange, failure));
  }

  private static boolean isEventStream(ServerHttpRequest request) {
    return request.getHeaders().getAccept().contains(MediaType.TEXT_EVENT_STREAM);
  }

  private Mono<Void> refuse(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    log.warn("{} was not answered", exchange.getRequest().getURI().getRawPath(), failure);
    return notices.write(exchange, Notice.AWAY);
  }
}
