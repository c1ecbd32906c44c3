package io.berth.console.operator;

import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFailures;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Days that disagree with merchants' books, of all apps. */
@Configuration(proxyBeanMethods = false)
class FailureRoutes {

  @Bean
  RouterFunction<ServerResponse> reconciliationFailures(OperatorPages desk) {
    return RouterFunctions.route()
        .GET(
            "/console/operator/reconciliations",
            request ->
                desk.ask(
                    request,
                    new ReadReconciliationFailures(),
                    ReconciliationFailures.class,
                    found ->
                        desk.show(
                            request, "reconciliations", Map.of("days", found.days()), Map.of())))
        .build();
  }
}
