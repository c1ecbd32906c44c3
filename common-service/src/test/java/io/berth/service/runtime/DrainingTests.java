package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

class DrainingTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final StaticApplicationContext service = new StaticApplicationContext();

  private Draining draining(Duration time) {
    return new Draining(service, new ShutdownProperties(time));
  }

  private static boolean closes(Draining draining) {
    MockServerWebExchange exchange =
        MockServerWebExchange.from(MockServerHttpRequest.get("/account"));
    draining
        .filter(exchange, (ServerWebExchange passed) -> passed.getResponse().setComplete())
        .block(TIMEOUT);
    return "close".equals(exchange.getResponse().getHeaders().getFirst("Connection"));
  }

  @Test
  void responsesCloseTheirConnectionsOnceTheServiceIsToldToStop() {
    Draining draining = draining(Duration.ofMillis(1));
    assertThat(closes(draining)).isFalse();
    draining.onApplicationEvent(new ContextClosedEvent(service));
    assertThat(draining.hasBegun()).isTrue();
    assertThat(closes(draining)).isTrue();
  }

  @Test
  void theEndOfTheManagementPortIsNotTheServices() {
    Draining draining = draining(Duration.ofDays(1));
    draining.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
    assertThat(draining.hasBegun()).isFalse();
  }

  @Test
  void withoutATimeTheServiceStopsAtOnce() {
    Draining draining = draining(Duration.ZERO);
    draining.onApplicationEvent(new ContextClosedEvent(service));
    assertThat(draining.hasBegun()).isFalse();
  }
}
