package io.berth.console.operator;

import io.berth.api.operator.OperatorPayCommand.CorrectBooks;
import io.berth.api.operator.OperatorPayCommand.ReadAuditReport;
import io.berth.api.operator.OperatorPayCommand.StartAudit;
import io.berth.api.operator.OperatorPayOutcome.AuditReport;
import io.berth.console.page.Form;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows what the auditor found, starts a full pass, and asks for corrections. */
@Configuration(proxyBeanMethods = false)
class LedgerAuditRoutes {
  private static final String PATH = "/console/operator/books";

  private final OperatorPages pages;

  LedgerAuditRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> ledgerAudit() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, Map.of()))
        .POST(PATH, request -> pages.console().form(request, _ -> start(request)))
        .POST(
            PATH + "/{account:[0-9]{1,18}}",
            request -> pages.console().form(request, form -> correct(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.ask(
        request,
        new ReadAuditReport(),
        AuditReport.class,
        report -> pages.show(request, "books", Map.of("report", report), problems));
  }

  private Mono<ServerResponse> start(ServerRequest request) {
    return pages.change(
        request, new StartAudit(), PATH, "audit-started", problems -> show(request, problems));
  }

  private Mono<ServerResponse> correct(ServerRequest request, Form form) {
    long account = Long.parseLong(request.pathVariable("account"));
    boolean keep = form.text("decision").equals("keep");
    return pages.change(
        request,
        new CorrectBooks(account, keep, form.text("reason")),
        PATH,
        "change-waiting",
        problems -> show(request, problems));
  }
}
