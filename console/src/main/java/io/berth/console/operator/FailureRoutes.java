package io.berth.console.operator;

import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFailures;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Lists the days on which an app's reconciliation failed, for all apps. */
@Configuration(proxyBeanMethods = false)
class FailureRoutes {

  @Bean
  RouterFunction<ServerResponse> reconciliationFailures(OperatorPages pages) {
    return RouterFunctions.route()
        .GET(
            "/console/operator/reconciliations",
            request ->
                pages.ask(
                    request,
                    new ReadReconciliationFailures(),
                    ReconciliationFailures.class,
                    found ->
                        pages.show(
                            request, "reconciliations", Map.of("days", found.days()), Map.of())))
        .build();
  }
}
