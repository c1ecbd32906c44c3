package io.berth.console.operator;

import io.berth.api.OperatorDidCommand.SearchApps;
import io.berth.api.OperatorDidOutcome.OperatedApps;
import io.berth.api.OperatorPayCommand.ReadBooks;
import io.berth.api.OperatorPayOutcome.Books;
import io.berth.api.Outcome;
import io.berth.console.access.Platform;
import io.berth.console.state.ServiceStates;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How the platform is, at one look. */
@Configuration(proxyBeanMethods = false)
class OperatorOverviewRoutes {
  private final Desk desk;
  private final Platform platform;
  private final ServiceStates states;
  private final Meters meters;

  OperatorOverviewRoutes(Desk desk, Platform platform, ServiceStates states, Meters meters) {
    this.desk = desk;
    this.platform = platform;
    this.states = states;
    this.meters = meters;
  }

  @Bean
  RouterFunction<ServerResponse> operatorOverview() {
    return RouterFunctions.route().GET("/console/operator", this::overview).build();
  }

  /** Whether they may see it is asked first; a pay-service that is down still shows as such. */
  private Mono<ServerResponse> overview(ServerRequest request) {
    return desk.ask(
        request,
        new SearchApps("", true, ""),
        OperatedApps.class,
        waiting ->
            Mono.zip(states.all(), meters.queues(), platform.ask(request, null, new ReadBooks()))
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
                      return desk.show(request, "overview", model, Map.of());
                    }));
  }
}
