package io.berth.console.company;

import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.OperateDocument;
import io.berth.api.company.LegalCommand.OperateLegal;
import io.berth.api.company.LegalCommand.ReadUnchecked;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.api.company.LegalOutcome.Unchecked;
import io.berth.console.operator.OperatorPages;
import io.berth.console.page.Form;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows operators the legal details of companies, and takes their decisions. */
@Configuration(proxyBeanMethods = false)
class LegalCheckRoutes {
  private static final String LIST = "/console/operator/company-checks";
  private static final String ONE = LIST + "/{company}";

  private final OperatorPages pages;

  LegalCheckRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> legalChecks() {
    return RouterFunctions.route()
        .GET(LIST, this::list)
        .GET(ONE, request -> show(request, Map.of()))
        .GET(ONE + "/documents/{document}", this::document)
        .POST(ONE, request -> pages.console().form(request, form -> decide(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    return pages.ask(
        request,
        new ReadUnchecked(),
        Unchecked.class,
        found -> pages.show(request, "company-checks", Map.of("found", found), Map.of()));
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.find(
        request,
        new OperateLegal(company(request)),
        LegalFound.class,
        found -> pages.show(request, "company-check", Map.of("legal", found), problems));
  }

  private Mono<ServerResponse> document(ServerRequest request) {
    return pages.find(
        request,
        new OperateDocument(company(request), LegalRoutes.id(request.pathVariable("document"))),
        DocumentFound.class,
        DocumentFile::of);
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    boolean checked = form.text("checked").equals("true");
    return pages.change(
        request,
        new DecideLegal(
            company(request), LegalRoutes.id(form.text("version")), checked, form.text("reason")),
        LIST + "/" + company(request),
        checked ? "legal-checked" : "legal-refused",
        problems -> show(request, problems));
  }

  private static String company(ServerRequest request) {
    return request.pathVariable("company");
  }
}
