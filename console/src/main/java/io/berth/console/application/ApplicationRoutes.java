package io.berth.console.application;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand.ReadApplications;
import io.berth.api.application.ApplicationCommand.SaveApplication;
import io.berth.api.application.ApplicationCommand.SendApplication;
import io.berth.api.application.ApplicationCommand.WithdrawApplication;
import io.berth.api.application.ApplicationOutcome.ApplicationsFound;
import io.berth.api.launch.LaunchState;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets owners write, send and take back the application of an app. */
@Configuration(proxyBeanMethods = false)
class ApplicationRoutes {
  private static final String PATH = "/console/apps/{appId}/application";
  private static final List<Integer> SCOPES = List.of(1, 5, 6, 7, 9, 10, 11, 12, 13, 14);

  private final ConsolePages pages;

  ApplicationRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> applicationPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, null, Map.of()))
        .POST(PATH, request -> pages.form(request, form -> submit(request, form)))
        .POST(PATH + "/withdraw", request -> pages.form(request, _ -> withdraw(request)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, @Nullable ApplicationForm typed, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadApplications(),
                ApplicationsFound.class,
                found -> show(request, head, model(head, found, typed), problems)));
  }

  private static Map<String, Object> model(
      Head head, ApplicationsFound found, @Nullable ApplicationForm typed) {
    LaunchState state = found.state();
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("form", typed == null ? ApplicationForm.of(withAddresses(found)) : typed);
    model.put("allScopes", SCOPES);
    model.put("first", state == LaunchState.DRAFT);
    model.put(
        "mayWrite",
        head.allows(Permission.COMPANY_WRITE)
            && found.waiting() == null
            && state != LaunchState.APPLIED
            && state != LaunchState.SUSPENDED
            && state != LaunchState.CLOSED);
    model.put("mayWithdraw", head.allows(Permission.COMPANY_WRITE) && found.waiting() != null);
    return model;
  }

  /** A draft begins with the addresses that the app has. */
  private static Application withAddresses(ApplicationsFound found) {
    Application next = found.next();
    return next.equals(Application.BLANK) && found.state() == LaunchState.DRAFT
        ? new Application(
            "",
            List.of(),
            "",
            "",
            Map.of(),
            Map.of(),
            Map.of(),
            found.callbackUrl(),
            found.redirectUrls())
        : next;
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, Object> model, Map<String, String> problems) {
    PageView view = new PageView(head, "application", "application/application", model);
    return problems.isEmpty()
        ? pages.render(request, head, view.section(), view.template(), model)
        : pages.renderAgain(request, view, problems);
  }

  private Mono<ServerResponse> submit(ServerRequest request, Form form) {
    ApplicationForm typed = ApplicationForm.read(form);
    String problem = typed.problem();
    if (problem != null) {
      return show(request, typed, pages.problems(request, Invalid.of(problem, "malformed")));
    }
    boolean send = form.has("send");
    return submit(
        request,
        send ? new SendApplication(typed.application()) : new SaveApplication(typed.application()),
        send ? "application-sent" : "application-saved",
        typed);
  }

  private Mono<ServerResponse> withdraw(ServerRequest request) {
    return submit(request, new WithdrawApplication(), "application-withdrawn", null);
  }

  private Mono<ServerResponse> submit(
      ServerRequest request,
      ConsoleCommand command,
      String flash,
      @Nullable ApplicationForm typed) {
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        command,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/application", flash),
            problems -> show(request, typed, problems)));
  }
}
