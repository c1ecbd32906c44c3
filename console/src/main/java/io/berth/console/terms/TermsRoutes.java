package io.berth.console.terms;

import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.terms.TermsCommand.DecideTerms;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's terms, and lets its owners accept or decline a proposal. */
@Configuration(proxyBeanMethods = false)
class TermsRoutes {
  private static final String PATH = "/console/apps/{appId}/terms";

  private final ConsolePages pages;

  TermsRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> termsPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, Map.of()))
        .POST(PATH + "/accept", request -> pages.form(request, form -> decide(request, form, true)))
        .POST(
            PATH + "/decline", request -> pages.form(request, form -> decide(request, form, false)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadTerms(),
                TermsFound.class,
                found -> show(request, head, found, problems)));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, TermsFound found, Map<String, String> problems) {
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("mayDecide", head.allows(Permission.COMPANY_WRITE));
    PageView view = new PageView(head, "terms", "terms/terms", model);
    return problems.isEmpty()
        ? pages.render(request, head, view.section(), view.template(), model)
        : pages.renderAgain(request, view, problems);
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form, boolean accepted) {
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        new DecideTerms(version(form), accepted, form.text("reason")),
        FormResult.of(
            Outcome.Done.class,
            _ ->
                pages.done(
                    "/console/apps/" + appId + "/terms",
                    accepted ? "terms-accepted" : "terms-declined"),
            problems -> show(request, problems)));
  }

  /** 0, which no version has, for what is no number. */
  static int version(Form form) {
    String version = form.text("version");
    return version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0;
  }
}
