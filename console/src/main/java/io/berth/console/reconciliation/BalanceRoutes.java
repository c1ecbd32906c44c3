package io.berth.console.reconciliation;

import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.api.balance.StatementOutcome.AppBalances;
import io.berth.console.page.ConsolePages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows what of an app's balance is available, pending and reserved. */
@Configuration(proxyBeanMethods = false)
class BalanceRoutes {
  private final ConsolePages pages;

  BalanceRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> balancePages() {
    return RouterFunctions.route().GET("/console/apps/{appId}/balance", this::show).build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadAppBalances(),
                AppBalances.class,
                found ->
                    pages.render(
                        request,
                        head,
                        "balance",
                        "reconciliation/balance",
                        Map.of("found", found))));
  }
}
