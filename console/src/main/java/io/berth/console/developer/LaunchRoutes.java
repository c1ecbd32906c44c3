package io.berth.console.developer;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.launch.LaunchCommand.AddTester;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.MakeLaunchLink;
import io.berth.api.launch.LaunchCommand.ReadLaunch;
import io.berth.api.launch.LaunchCommand.RemoveTester;
import io.berth.api.launch.LaunchCommand.SetLaunchShare;
import io.berth.api.launch.LaunchCommand.WithdrawLaunchLink;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchOutcome.LaunchLinkMade;
import io.berth.console.acceptance.AcceptanceReader;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.LaunchMove;
import io.berth.console.page.PageView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows and changes the launch state of an app, and whom it lets in. */
@Configuration(proxyBeanMethods = false)
class LaunchRoutes {
  private static final String PATH = "/console/apps/{appId}/launch";

  private final ConsolePages pages;
  private final AcceptanceReader acceptances;

  LaunchRoutes(ConsolePages pages, AcceptanceReader acceptances) {
    this.pages = pages;
    this.acceptances = acceptances;
  }

  @Bean
  RouterFunction<ServerResponse> launchPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> pages.app(request, head -> show(request, head, Map.of())))
        .POST(PATH + "/state", request -> pages.form(request, form -> changeState(request, form)))
        .POST(
            PATH + "/share",
            request -> posted(request, "saved", form -> new SetLaunchShare(percent(form))))
        .POST(
            PATH + "/testers",
            request -> posted(request, "tester-added", form -> new AddTester(form.text("login"))))
        .POST(
            PATH + "/testers/remove",
            request ->
                posted(request, "tester-removed", form -> new RemoveTester(form.text("login"))))
        .POST(PATH + "/link", request -> pages.form(request, _ -> makeLink(request)))
        .POST(
            PATH + "/link/withdraw",
            request -> posted(request, "link-withdrawn", _ -> new WithdrawLaunchLink()))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, String> problems) {
    return show(request, head, Map.of(), problems);
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, ?> more, Map<String, String> problems) {
    return pages.ask(
        request,
        head.app().appId(),
        new ReadLaunch(),
        LaunchFound.class,
        found ->
            acceptances
                .read(request, head.app().appId(), head.app().dialect(), found)
                .flatMap(
                    acceptance -> {
                      Map<String, Object> model = new HashMap<>(more);
                      model.put("launch", found);
                      model.put("acceptance", acceptance);
                      model.put("appId", head.app().appId());
                      model.put("mayLaunch", head.allows(Permission.COMPANY_WRITE));
                      model.put("mayChange", head.allows(Permission.APP_WRITE));
                      PageView view = new PageView(head, "launch", "developer/launch", model);
                      return problems.isEmpty()
                          ? pages.render(request, head, view.section(), view.template(), model)
                          : pages.renderAgain(request, view, problems);
                    }));
  }

  private Mono<ServerResponse> changeState(ServerRequest request, Form form) {
    LaunchMove move = LaunchMove.read(form.text(LaunchMove.FIELD));
    return move == null
        ? pages.error(request, HttpStatus.BAD_REQUEST)
        : submit(
            request,
            "launch-changed",
            new ChangeLaunch(move.from(), move.to(), form.text("reason")));
  }

  private Mono<ServerResponse> posted(
      ServerRequest request, String flash, Function<Form, ConsoleCommand> command) {
    return pages.form(request, form -> submit(request, flash, command.apply(form)));
  }

  private Mono<ServerResponse> submit(ServerRequest request, String flash, ConsoleCommand command) {
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        command,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/launch", flash),
            problems -> pages.app(request, head -> show(request, head, problems))));
  }

  /** The link is shown now and never again. */
  private Mono<ServerResponse> makeLink(ServerRequest request) {
    return pages.ask(
        request,
        request.pathVariable("appId"),
        new MakeLaunchLink(),
        LaunchLinkMade.class,
        made ->
            pages.app(request, head -> show(request, head, Map.of("link", made.link()), Map.of())));
  }

  /** -1, which no app can have, for what is no number. */
  private static int percent(Form form) {
    String percent = form.text("percent");
    return percent.matches("[0-9]{1,3}") ? Integer.parseInt(percent) : -1;
  }
}
