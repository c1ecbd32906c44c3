package io.berth.service.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.webflux.actuate.endpoint.web.AbstractWebFluxEndpointHandlerMapping;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets a management port serve management only. Its context is a child of the service's, and
 * Spring's dispatcher also finds the parent's routes: commands and pages would answer there, past
 * the filters that ask who is calling.
 */
final class ManagementOnly implements WebFilter, Ordered {

  private final ApplicationContext service;
  private final Map<ApplicationContext, List<AbstractWebFluxEndpointHandlerMapping>> endpoints =
      new ConcurrentHashMap<>();

  ManagementOnly(ApplicationContext service) {
    this.service = service;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ApplicationContext handling = exchange.getApplicationContext();
    if (handling == null || handling == service || handling.getParent() != service) {
      return chain.filter(exchange);
    }
    return Flux.fromIterable(endpoints(handling))
        .concatMap(mapping -> mapping.getHandler(exchange))
        .hasElements()
        .flatMap(
            management -> {
              if (management) {
                return chain.filter(exchange);
              }
              exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
              return exchange.getResponse().setComplete();
            });
  }

  private List<AbstractWebFluxEndpointHandlerMapping> endpoints(ApplicationContext management) {
    return endpoints.computeIfAbsent(
        management,
        context ->
            List.copyOf(
                context.getBeansOfType(AbstractWebFluxEndpointHandlerMapping.class).values()));
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
