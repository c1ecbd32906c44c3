package io.berth.console.reconciliation;

import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFound;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliations;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Days;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows and runs the reconciliation of an app's days with the merchant's books. */
@Configuration(proxyBeanMethods = false)
class ReconciliationRoutes {
  private static final String PATH = "/console/apps/{appId}/reconciliation";

  private final ConsolePages pages;

  ReconciliationRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> reconciliation() {
    return RouterFunctions.route()
        .GET(PATH, request -> pages.app(request, head -> list(request, head, null, Map.of())))
        .GET(PATH + "/{day}", request -> pages.app(request, head -> day(request, head)))
        .POST(PATH, request -> posted(request, this::reconcile))
        .POST(PATH + "/settings", request -> posted(request, this::set))
        .build();
  }

  private interface Posted {
    Mono<ServerResponse> of(ServerRequest request, Head head, Form form);
  }

  private Mono<ServerResponse> posted(ServerRequest request, Posted work) {
    return pages.form(request, form -> pages.app(request, head -> work.of(request, head, form)));
  }

  private Mono<ServerResponse> list(
      ServerRequest request, Head head, @Nullable Form form, Map<String, String> problems) {
    LocalDate before = request.queryParam("before").map(Days::read).orElse(null);
    return pages.ask(
        request,
        head.app().appId(),
        new ReadReconciliations(before),
        Reconciliations.class,
        found -> {
          Map<String, Object> model = new HashMap<>();
          model.put("found", found);
          model.put("yesterday", LocalDate.now(found.books().zone()).minusDays(1));
          model.put("mayChange", head.allows(Permission.COMPANY_WRITE));
          model.put("url", form == null ? found.books().url() : form.text("url"));
          model.put("profitUrl", form == null ? found.books().profitUrl() : form.text("profitUrl"));
          model.put("at", form == null ? found.books().at() : form.text("at"));
          String template = "reconciliation/days";
          return problems.isEmpty()
              ? pages.render(request, head, "reconciliation", template, model)
              : pages.renderAgain(
                  request, new PageView(head, "reconciliation", template, model), problems);
        });
  }

  private Mono<ServerResponse> day(ServerRequest request, Head head) {
    LocalDate day = Days.read(request.pathVariable("day"));
    return day == null
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : pages.find(
            request,
            head.app().appId(),
            new ReadReconciliation(day),
            ReconciliationFound.class,
            found ->
                pages.render(
                    request, head, "reconciliation", "reconciliation/day", Map.of("found", found)));
  }

  private Mono<ServerResponse> reconcile(ServerRequest request, Head head, Form form) {
    LocalDate day = Days.read(form.text("day"));
    if (day == null) {
      Outcome.Invalid malformed = Outcome.Invalid.of("day", "malformed");
      return list(request, head, null, pages.problems(request, malformed));
    }
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        new Reconcile(day),
        FormResult.of(
            ReconciliationFound.class,
            found -> pages.done("/console/apps/" + appId + "/reconciliation/" + day, "reconciled"),
            problems -> list(request, head, null, problems)));
  }

  private Mono<ServerResponse> set(ServerRequest request, Head head, Form form) {
    LocalTime at;
    try {
      at = form.text("at").isEmpty() ? null : LocalTime.parse(form.text("at"));
    } catch (DateTimeParseException e) {
      Outcome.Invalid malformed = Outcome.Invalid.of("at", "malformed");
      return list(request, head, form, pages.problems(request, malformed));
    }
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        new SetReconciliation(form.text("url"), form.text("profitUrl"), at),
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/reconciliation", "reconciliation-set"),
            problems -> list(request, head, form, problems)));
  }
}
