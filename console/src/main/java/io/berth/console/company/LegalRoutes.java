package io.berth.console.company;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.company.LegalCommand;
import io.berth.api.company.LegalCommand.AddDocument;
import io.berth.api.company.LegalCommand.ReadDocument;
import io.berth.api.company.LegalCommand.ReadLegal;
import io.berth.api.company.LegalCommand.RemoveDocument;
import io.berth.api.company.LegalCommand.SaveLegal;
import io.berth.api.company.LegalOutcome.DocumentFound;
import io.berth.api.company.LegalOutcome.LegalFound;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import io.berth.console.page.Uploads;
import java.util.Base64;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes legal details and documents of a company from its owners. */
@Configuration(proxyBeanMethods = false)
class LegalRoutes {
  private static final String PATH = "/console/companies/{companyId}/legal";
  private static final String DOCUMENTS = PATH + "/documents";

  private final ConsolePages pages;
  private final Uploads uploads;

  LegalRoutes(ConsolePages pages, Uploads uploads) {
    this.pages = pages;
    this.uploads = uploads;
  }

  @Bean
  RouterFunction<ServerResponse> legalPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, Map.of()))
        .POST(PATH, request -> pages.form(request, form -> save(request, form)))
        .POST(
            DOCUMENTS,
            request ->
                uploads.read(request, "file", (name, content) -> add(request, name, content)))
        .GET(DOCUMENTS + "/{document}", this::document)
        .POST(DOCUMENTS + "/remove", request -> pages.form(request, form -> remove(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.ask(
        request,
        null,
        new ReadLegal(company(request)),
        LegalFound.class,
        found -> {
          Map<String, Object> model =
              Map.of(
                  "legal",
                  found,
                  "mostDocuments",
                  LegalCommand.MOST_DOCUMENTS,
                  "largestDocument",
                  LegalCommand.LARGEST_DOCUMENT / 1024);
          return problems.isEmpty()
              ? pages.render(request, "company", "company/legal", model)
              : pages.renderAgain(
                  request, new PageView(null, "company", "company/legal", model), problems);
        });
  }

  private Mono<ServerResponse> save(ServerRequest request, Form form) {
    return submit(
        request,
        new SaveLegal(
            company(request),
            form.text("legalName"),
            form.text("address"),
            form.text("registration")),
        "legal-saved");
  }

  private Mono<ServerResponse> add(ServerRequest request, String name, byte[] content) {
    return submit(
        request,
        new AddDocument(company(request), name, Base64.getEncoder().encodeToString(content)),
        "document-added");
  }

  private Mono<ServerResponse> remove(ServerRequest request, Form form) {
    return submit(
        request,
        new RemoveDocument(company(request), id(form.text("document"))),
        "document-removed");
  }

  private Mono<ServerResponse> document(ServerRequest request) {
    return pages.find(
        request,
        null,
        new ReadDocument(company(request), id(request.pathVariable("document"))),
        DocumentFound.class,
        DocumentFile::of);
  }

  private Mono<ServerResponse> submit(ServerRequest request, ConsoleCommand command, String flash) {
    return pages.submit(
        request,
        null,
        command,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/companies/" + company(request) + "/legal", flash),
            problems -> show(request, problems)));
  }

  private static String company(ServerRequest request) {
    return request.pathVariable("companyId");
  }

  /** 0, which no document has, for what is no number. */
  static long id(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
