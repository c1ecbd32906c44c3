package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.delivery.DeadLetterCommand.DropDeadLetter;
import io.berth.api.delivery.DeadLetterCommand.ReadDeadLetters;
import io.berth.api.delivery.DeadLetterCommand.RepeatDeadLetter;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetters;
import io.berth.console.page.Form;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists records that callback-service could not handle, handles them again, and drops them. */
@Configuration(proxyBeanMethods = false)
class DeadLetterRoutes {
  private static final String PATH = "/console/operator/dead-letters";

  private final OperatorPages pages;

  DeadLetterRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> deadLetters() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, Map.of()))
        .POST(
            PATH + "/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}",
            request -> pages.console().form(request, form -> decide(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request, Map<String, String> problems) {
    return pages.ask(
        request,
        new ReadDeadLetters(),
        DeadLetters.class,
        found ->
            pages.show(
                request,
                "dead-letters",
                Map.of("records", found.records(), "more", found.more()),
                problems));
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    int partition = Integer.parseInt(request.pathVariable("partition"));
    long offset = Long.parseLong(request.pathVariable("offset"));
    String reason = form.text("reason");
    boolean repeat = form.text("decision").equals("repeat");
    ConsoleCommand command =
        repeat
            ? new RepeatDeadLetter(partition, offset, reason)
            : new DropDeadLetter(partition, offset, reason);
    return pages.change(
        request,
        command,
        PATH,
        repeat ? "dead-letter-repeated" : "dead-letter-dropped",
        problems -> list(request, problems));
  }
}
