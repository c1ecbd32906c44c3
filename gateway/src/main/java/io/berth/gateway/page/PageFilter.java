package io.berth.gateway.page;

import io.berth.api.Caller;
import io.berth.gateway.access.Limits;
import io.berth.gateway.access.Session;
import io.berth.gateway.access.Sessions;
import io.berth.gateway.access.TokenVerification;
import io.berth.gateway.access.TopicsInSync;
import io.berth.gateway.http.ClientAddresses;
import io.berth.service.caller.CallerTokens;
import io.berth.service.trace.RequestId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes a browser's request to the service whose page it is, and vouches for who is asking. */
@Component
final class PageFilter {

  private static final Logger log = LoggerFactory.getLogger(PageFilter.class);

  private final ClientAddresses addresses;
  private final Limits limits;
  private final TopicsInSync inSync;
  private final Sessions sessions;
  private final PageHeaders pageHeaders;
  private final CallerTokens callerTokens;
  private final Notices notices;
  private final PageBodies bodies;

  PageFilter(
      ClientAddresses addresses,
      Limits limits,
      TopicsInSync inSync,
      Sessions sessions,
      PageHeaders pageHeaders,
      CallerTokens callerTokens,
      Notices notices,
      PageBodies bodies) {
    this.addresses = addresses;
    this.limits = limits;
    this.inSync = inSync;
    this.sessions = sessions;
    this.pageHeaders = pageHeaders;
    this.callerTokens = callerTokens;
    this.notices = notices;
    this.bodies = bodies;
  }

  /**
   * @param service that the page belongs to, and the vouch is for; null for a page that needs none
   */
  Mono<Void> filter(
      ServerWebExchange exchange, GatewayFilterChain chain, @Nullable String service) {
    ServerHttpRequest request = exchange.getRequest();
    String address = addresses.of(request);
    if (!limits.admitsAddress(address)) {
      return notices.write(exchange, Notice.TOO_FREQUENT);
    }
    return bodies
        .whole(exchange)
        .flatMap(whole -> passOn(whole, chain, service, address))
        .onErrorResume(
            PageBodies.Refused.class, refused -> notices.write(exchange, refused.notice()));
  }

  private Mono<Void> passOn(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      @Nullable String service,
      String address) {
    ServerHttpRequest request = exchange.getRequest();
    if (service == null) {
      return forward(exchange, chain, null);
    }
    if (!inSync.reached()) {
      return notices.write(exchange, Notice.AWAY);
    }
    String requestId = RequestId.of(exchange);
    String cookie = pageHeaders.sessionCookie(request);
    Mono<TokenVerification<Session>> belief =
        cookie == null
            ? Mono.just(new TokenVerification.Unknown<>())
            : sessions.check(cookie, requestId);
    return belief.flatMap(
        decided ->
            switch (decided) {
              case TokenVerification.Verified<Session>(Session session) ->
                  forward(exchange, chain, vouch(service, session, address, requestId));
              case TokenVerification.Undecided<Session> _ -> notices.write(exchange, Notice.AWAY);
              case TokenVerification.Expired<Session> _,
                  TokenVerification.Revoked<Session> _,
                  TokenVerification.Unknown<Session> _ ->
                  forward(exchange, chain, vouch(service, null, address, requestId));
            });
  }

  private String vouch(
      String service, @Nullable Session session, String address, String requestId) {
    Caller caller =
        new Caller(
            Caller.Kind.PAGE,
            null,
            null,
            session == null ? null : session.uid(),
            Set.of(),
            null,
            null,
            null,
            session == null ? null : session.sessionId(),
            Set.of(),
            address,
            requestId);
    return callerTokens.vouch(caller, service);
  }

  private Mono<Void> forward(
      ServerWebExchange exchange, GatewayFilterChain chain, @Nullable String vouch) {
    ServerHttpRequest cleaned =
        exchange
            .getRequest()
            .mutate()
            .headers(headers -> pageHeaders.clean(headers, vouch, RequestId.of(exchange)))
            .build();
    return chain
        .filter(exchange.mutate().request(cleaned).build())
        .onErrorResume(failure -> away(exchange, failure));
  }

  private Mono<Void> away(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    log.warn("{} was not answered", exchange.getRequest().getURI().getRawPath(), failure);
    return notices.write(exchange, Notice.AWAY);
  }
}
