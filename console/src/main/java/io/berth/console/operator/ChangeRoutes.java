package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.State;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.service.caller.Callers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists and decides changes that need four-eyes approval, of both services. */
@Configuration(proxyBeanMethods = false)
class ChangeRoutes {
  private static final String PATH = "/console/operator/changes";

  private final OperatorPages pages;
  private final UserNames userNames;

  ChangeRoutes(OperatorPages pages, UserNames userNames) {
    this.pages = pages;
    this.userNames = userNames;
  }

  @Bean
  RouterFunction<ServerResponse> pendingChanges() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, Map.of()))
        .POST(
            PATH + "/{service:did|pay}/{id:[0-9]{1,18}}",
            request -> pages.console().form(request, form -> decide(request, form)))
        .build();
  }

  /**
   * @param service that has it, as the path names it
   */
  record Line(String service, PendingChange change) {}

  private Mono<ServerResponse> list(ServerRequest request, Map<String, String> problems) {
    boolean all = OperatorPages.query(request, "all").equals("true");
    return pages.ask(
        request,
        new ReadDidChanges(!all, before(request, "did")),
        Changes.class,
        did ->
            pages.ask(
                request,
                new ReadPayChanges(!all, before(request, "pay")),
                Changes.class,
                pay -> show(request, did, pay, all, problems)));
  }

  private static @Nullable Long before(ServerRequest request, String service) {
    String before = OperatorPages.query(request, service);
    return before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Changes did, Changes pay, boolean all, Map<String, String> problems) {
    List<Line> lines =
        Stream.concat(
                did.changes().stream().map(change -> new Line("did", change)),
                pay.changes().stream().map(change -> new Line("pay", change)))
            .sorted(Comparator.comparing((Line line) -> line.change().requestedAt()).reversed())
            .toList();
    Stream<Long> uids =
        lines.stream()
            .flatMap(line -> Stream.of(line.change().requestedBy(), line.change().decidedBy()))
            .filter(Objects::nonNull);
    return userNames
        .named(request, uids)
        .flatMap(
            names -> {
              Map<String, Object> model = new HashMap<>();
              model.put("lines", lines);
              model.put("people", names);
              model.put("all", all);
              model.put("self", Callers.of(request).uid());
              model.put("older", did.more() || pay.more());
              model.put("lastDid", last(did));
              model.put("lastPay", last(pay));
              return pages.show(request, "changes", model, problems);
            });
  }

  /** The cursor of the next page; none where a service has no more changes. */
  private static long last(Changes found) {
    return found.more() ? found.changes().getLast().id() : 0;
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    long id = Long.parseLong(request.pathVariable("id"));
    Decision decision =
        switch (form.text("decision")) {
          case "confirm" -> Decision.CONFIRM;
          case "withdraw" -> Decision.WITHDRAW;
          default -> Decision.REFUSE;
        };
    ConsoleCommand command =
        request.pathVariable("service").equals("did")
            ? new DecideDidChange(id, decision, form.text("reason"))
            : new DecidePayChange(id, decision, form.text("reason"));
    return pages
        .console()
        .submit(
            request,
            null,
            command,
            FormResult.of(
                ChangeFound.class,
                found -> pages.console().done(PATH, flash(found.change().state())),
                problems -> list(request, problems)));
  }

  private static String flash(State state) {
    return switch (state) {
      case WAITING -> "change-waiting";
      case CONFIRMED -> "change-confirmed";
      case APPLIED -> "change-applied";
      case WITHDRAWN -> "change-withdrawn";
      case REFUSED -> "change-refused";
      case EXPIRED -> "change-expired";
      case FAILED -> "change-failed";
    };
  }
}
