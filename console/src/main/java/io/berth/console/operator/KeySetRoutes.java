package io.berth.console.operator;

import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.console.health.KeyReportClient;
import io.berth.service.keyset.KeySetState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows which keys are in use, and the next step of changing them. */
@Configuration(proxyBeanMethods = false)
class KeySetRoutes {
  private final OperatorPages pages;
  private final KeyReportClient instances;
  private final Clock clock;

  KeySetRoutes(OperatorPages pages, KeyReportClient instances, Clock clock) {
    this.pages = pages;
    this.instances = instances;
    this.clock = clock;
  }

  @Bean
  RouterFunction<ServerResponse> keySets() {
    return RouterFunctions.route().GET("/console/operator/keys", this::show).build();
  }

  /** A command of operators alone checks the permission. */
  private Mono<ServerResponse> show(ServerRequest request) {
    return pages.ask(
        request,
        new ReadDidChanges(true, null),
        Changes.class,
        _ -> instances.all().flatMap(answers -> show(request, answers)));
  }

  private Mono<ServerResponse> show(ServerRequest request, KeyReportClient.Answers answers) {
    List<KeyRow> rows =
        KeySetState.of(answers.reports(), clock.instant()).stream()
            .map(state -> KeyRow.of(state, instances.services()))
            .toList();
    return pages.show(
        request,
        "keys",
        Map.of(
            "rows",
            rows,
            "silent",
            String.join(", ", answers.silent()),
            "mistakes",
            answers.reports().stream().filter(report -> report.problem() != null).toList()),
        Map.of());
  }
}
