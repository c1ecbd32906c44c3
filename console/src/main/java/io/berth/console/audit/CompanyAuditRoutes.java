package io.berth.console.audit;

import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.CompanyAuditPage;
import io.berth.api.audit.AuditOutcome.Person;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadCompanyAudit;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.console.export.Csv;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.GatewayClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows the audit log of a company and its apps, also as CSV. */
@Configuration(proxyBeanMethods = false)
class CompanyAuditRoutes {
  private static final String PATH = "/console/companies/{companyId}/audit";
  private static final int PAGE = 50;
  private static final int LARGEST = 500;

  private final ConsolePages pages;
  private final GatewayClient platform;

  CompanyAuditRoutes(ConsolePages pages, GatewayClient platform) {
    this.pages = pages;
    this.platform = platform;
  }

  @Bean
  RouterFunction<ServerResponse> companyAudit() {
    return RouterFunctions.route().GET(PATH, this::list).GET(PATH + ".csv", this::export).build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    AuditSearch search = AuditSearch.of(new Form(request.queryParams()));
    String company = request.pathVariable("companyId");
    return pages.ask(
        request,
        null,
        read(company, search, search.beforeDid(), PAGE + 1),
        CompanyAuditPage.class,
        found ->
            pages.ask(
                request,
                null,
                new ReadCompany(company),
                CompanyFound.class,
                of -> show(request, search, found, of)));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, AuditSearch search, CompanyAuditPage found, CompanyFound of) {
    List<AuditEntry> entries = found.entries().subList(0, Math.min(PAGE, found.entries().size()));
    String own = request.path();
    Map<String, Object> model = new HashMap<>();
    model.put("company", of.company());
    model.put("entries", entries);
    model.put(
        "people",
        found.people().stream().collect(Collectors.toMap(Person::uid, Function.identity())));
    model.put("words", pages.inLanguage(request, AuditTexts::new));
    model.put("search", search);
    model.put("own", own);
    model.put("export", search.address(own + ".csv").build().encode().toUriString());
    if (found.entries().size() > PAGE) {
      model.put(
          "older",
          search
              .address(own)
              .queryParam("did", entries.getLast().id())
              .build()
              .encode()
              .toUriString());
    }
    return pages.render(request, "apps", "developer/audit", model);
  }

  /** The first page checks the permission; a later page that is missing aborts the file. */
  private Mono<ServerResponse> export(ServerRequest request) {
    AuditSearch search = AuditSearch.of(new Form(request.queryParams()));
    String company = request.pathVariable("companyId");
    return pages.ask(
        request,
        null,
        read(company, search, null, LARGEST),
        CompanyAuditPage.class,
        first ->
            Csv.download(
                "berth-audit-" + company + ".csv",
                Flux.concat(
                    Flux.just(AuditFile.header()),
                    Mono.just(first)
                        .expand(page -> next(request, company, search, page))
                        .concatMapIterable(CompanyAuditPage::entries, 1)
                        .map(entry -> AuditFile.row("did", entry)))));
  }

  private Mono<CompanyAuditPage> next(
      ServerRequest request, String company, AuditSearch search, CompanyAuditPage page) {
    return page.entries().size() < LARGEST
        ? Mono.empty()
        : platform.expect(
            request,
            null,
            read(company, search, page.entries().getLast().id(), LARGEST),
            CompanyAuditPage.class);
  }

  private static ReadCompanyAudit read(
      String company, AuditSearch search, @Nullable Long before, int limit) {
    return new ReadCompanyAudit(company, search.filter(before, limit));
  }
}
