package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.launch.LaunchCommand.OperateLaunch;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.console.acceptance.AcceptanceReader;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.LaunchMove;
import io.berth.console.place.Place;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Finds and approves apps, and changes their states and terms. */
@Configuration(proxyBeanMethods = false)
class OperatorAppRoutes {
  private static final String PATH = "/console/operator/apps";
  private static final List<Integer> SCOPES = List.of(1, 5, 6, 7, 9, 10, 11, 12, 13, 14);

  private final OperatorPages pages;
  private final AcceptanceReader acceptances;

  OperatorAppRoutes(OperatorPages pages, AcceptanceReader acceptances) {
    this.pages = pages;
    this.acceptances = acceptances;
  }

  @Bean
  RouterFunction<ServerResponse> operatedApps() {
    return RouterFunctions.route()
        .GET(PATH, this::list)
        .GET(PATH + "/{app}", request -> one(request, Map.of()))
        .POST(
            PATH + "/{app}/approved",
            request ->
                posted(
                    request,
                    "app-approved",
                    (app, form) -> new ApproveApp(app, form.text("reason"))))
        .POST(
            PATH + "/{app}/state",
            request -> pages.console().form(request, form -> changeState(request, form)))
        .POST(
            PATH + "/{app}/terms",
            request -> pages.console().form(request, form -> setTerms(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    String search = OperatorPages.query(request, "q");
    boolean waiting = OperatorPages.query(request, "waiting").equals("true");
    return pages.ask(
        request,
        new SearchApps(search, waiting, OperatorPages.query(request, "after")),
        OperatedApps.class,
        found ->
            pages.show(
                request,
                "apps",
                Map.of("found", found, "q", search, "waiting", waiting),
                Map.of()));
  }

  private Mono<ServerResponse> one(ServerRequest request, Map<String, String> problems) {
    return pages.find(
        request,
        new ReadOperatedApp(request.pathVariable("app")),
        OperatedAppFound.class,
        found ->
            pages.ask(
                request,
                new ReadAllCoins(),
                BalanceOutcome.Coins.class,
                coins ->
                    acceptances
                        .read(request, found.app().appId(), found.app().dialect(), found.launch())
                        .flatMap(
                            acceptance ->
                                show(
                                    request,
                                    found,
                                    Map.of("acceptance", acceptance, "allCoins", coins.coins()),
                                    problems))));
  }

  private Mono<ServerResponse> show(
      ServerRequest request,
      OperatedAppFound found,
      Map<String, ?> more,
      Map<String, String> problems) {
    Map<String, Object> model = new HashMap<>(more);
    model.put("found", found);
    String id = found.app().appId();
    model.put(
        ConsolePages.PLACE,
        Place.operatedApp(
            id, Names.in(Languages.of(request.exchange()).tag(), found.app().name(), id)));
    model.put("allScopes", SCOPES);
    return pages.show(request, "app", model, problems);
  }

  private interface Asking {
    ConsoleCommand of(String app, Form form);
  }

  private Mono<ServerResponse> posted(ServerRequest request, String flash, Asking asking) {
    String app = request.pathVariable("app");
    return pages
        .console()
        .form(
            request,
            form ->
                pages.change(
                    request,
                    asking.of(app, form),
                    PATH + "/" + app,
                    flash,
                    problems -> one(request, problems)));
  }

  private Mono<ServerResponse> changeState(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    LaunchMove move = LaunchMove.read(form.text(LaunchMove.FIELD));
    return move == null
        ? pages.console().error(request, HttpStatus.BAD_REQUEST)
        : pages.change(
            request,
            command(app, move, form.text("reason")),
            PATH + "/" + app,
            "launch-changed",
            problems -> one(request, problems));
  }

  /** Whether an app has money left is for pay-service to say. */
  private static ConsoleCommand command(String app, LaunchMove move, String reason) {
    return move.to() == LaunchState.CLOSED
        ? new CloseApp(app, reason)
        : new OperateLaunch(app, move.from(), move.to(), reason);
  }

  private Mono<ServerResponse> setTerms(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    return pages.change(
        request,
        new SetAppTerms(
            app,
            form.all("scope").stream()
                .filter(scope -> scope.matches("[0-9]{1,2}"))
                .map(Integer::valueOf)
                .toList(),
            form.all("coin"),
            form.has("returnsUncapped"),
            form.text("reason")),
        PATH + "/" + app,
        "app-terms",
        problems -> one(request, problems));
  }
}
