package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorPayCommand.ReadBooks;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.api.operator.OperatorPayOutcome.Books;
import io.berth.console.health.ServiceHealthClient;
import io.berth.console.overview.Overviews;
import io.berth.console.page.GatewayClient;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows the platform's state at a glance. */
@Configuration(proxyBeanMethods = false)
class OperatorOverviewRoutes {
  private final OperatorPages pages;
  private final GatewayClient platform;
  private final ServiceHealthClient states;
  private final QueueLengths meters;
  private final Overviews overviews;

  OperatorOverviewRoutes(
      OperatorPages pages,
      GatewayClient platform,
      ServiceHealthClient states,
      QueueLengths meters,
      Overviews overviews) {
    this.pages = pages;
    this.platform = platform;
    this.states = states;
    this.meters = meters;
    this.overviews = overviews;
  }

  @Bean
  RouterFunction<ServerResponse> operatorOverview() {
    return RouterFunctions.route().GET("/console/operator", this::overview).build();
  }

  /** Checks permission first; a pay-service that is down is shown as such. */
  private Mono<ServerResponse> overview(ServerRequest request) {
    return pages.ask(
        request,
        new SearchApps("", true, ""),
        OperatedApps.class,
        waiting ->
            Mono.zip(
                    states.all(),
                    meters.queues(),
                    platform.ask(request, null, new ReadBooks()),
                    changesWaiting(request),
                    overviews.ofPlatform(request))
                .flatMap(
                    all -> {
                      Map<String, Object> model = new HashMap<>();
                      model.put("waiting", waiting.apps());
                      model.put("services", all.getT1());
                      model.put("queues", all.getT2());
                      Outcome books = all.getT3();
                      if (books instanceof Books open) {
                        model.put("books", open);
                      }
                      model.put("changes", all.getT4());
                      model.put("overview", all.getT5());
                      return pages.show(request, "overview", model, Map.of());
                    }));
  }

  /** Counts pending changes of both services; a service without a response counts none. */
  private Mono<Integer> changesWaiting(ServerRequest request) {
    return Flux.<ConsoleCommand>just(new ReadDidChanges(true, null), new ReadPayChanges(true, null))
        .concatMap(read -> platform.ask(request, null, read))
        .map(outcome -> outcome instanceof Changes(var changes, _) ? changes.size() : 0)
        .reduce(0, Integer::sum);
  }
}
