package io.berth.service.runtime;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Delays a stop until load balancers have noticed that readiness is off. Meanwhile everything is
 * served as before, and each HTTP response closes its connection, so that the client's next request
 * goes to another instance.
 */
@MayBlock("the thread that closes the context")
public final class Draining implements ApplicationListener<ContextClosedEvent>, WebFilter, Ordered {

  private static final Logger log = LoggerFactory.getLogger(Draining.class);
  private static final String CLOSE = "close";

  private final ApplicationContext service;
  private final Duration time;
  private volatile boolean begun;

  Draining(ApplicationContext service, ShutdownProperties properties) {
    this.service = service;
    this.time = properties.drain();
  }

  /** Whether clients should connect anew for their next request. */
  public boolean hasBegun() {
    return begun;
  }

  /** Comes after readiness was turned off, and before anything is stopped. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // The management port's context has its own end.
    if (event.getApplicationContext() != service || time.isZero()) {
      return;
    }
    begun = true;
    log.info("stops in {} ms, when load balancers have noticed", time.toMillis());
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (begun) {
      exchange
          .getResponse()
          .beforeCommit(
              () -> {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, CLOSE);
                return Mono.empty();
              });
    }
    return chain.filter(exchange);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
