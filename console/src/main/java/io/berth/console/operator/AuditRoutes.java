package io.berth.console.operator;

import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.console.audit.AuditFile;
import io.berth.console.audit.AuditSearch;
import io.berth.console.audit.AuditTexts;
import io.berth.console.export.Csv;
import io.berth.console.operator.PlatformAudit.Line;
import io.berth.console.page.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows the platform's audit log, also as CSV. */
@Configuration(proxyBeanMethods = false)
class AuditRoutes {
  private static final String PATH = "/console/operator/audit";
  private static final int PAGE = 50;

  private final OperatorPages pages;
  private final PlatformAudit audit;
  private final UserNames userNames;

  AuditRoutes(OperatorPages pages, PlatformAudit audit, UserNames userNames) {
    this.pages = pages;
    this.audit = audit;
    this.userNames = userNames;
  }

  @Bean
  RouterFunction<ServerResponse> auditLog() {
    return RouterFunctions.route().GET(PATH, this::list).GET(PATH + ".csv", this::export).build();
  }

  /** Checks permission by a small read first, so that sign-in and second factor come before it. */
  private Mono<ServerResponse> allowed(ServerRequest request, Mono<ServerResponse> work) {
    ReadDidAudit probe =
        new ReadDidAudit(AuditSearch.of(new Form(request.queryParams())).filter(1L, 1));
    return pages.ask(request, probe, AuditPage.class, _ -> work);
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    AuditSearch search = AuditSearch.of(new Form(request.queryParams()));
    return allowed(
        request,
        audit
            .read(request, search)
            .take(PAGE + 1)
            .collectList()
            .flatMap(
                found ->
                    userNames
                        .named(
                            request,
                            found.stream()
                                .map(line -> line.entry().actorUid())
                                .filter(Objects::nonNull))
                        .flatMap(names -> show(request, search, found, names))));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, AuditSearch search, List<Line> found, Map<Long, Account> names) {
    List<Line> lines = found.subList(0, Math.min(PAGE, found.size()));
    Map<String, Object> model = new HashMap<>();
    model.put("lines", lines);
    model.put("people", names);
    model.put("words", pages.console().inLanguage(request, AuditTexts::new));
    model.put("search", search);
    model.put("export", search.address(PATH + ".csv").build().encode().toUriString());
    if (found.size() > PAGE) {
      model.put("older", older(search, lines));
    }
    return pages.show(request, "audit", model, Map.of());
  }

  private static String older(AuditSearch search, List<Line> shown) {
    UriComponentsBuilder address = search.address(PATH);
    Map<String, Long> last = new TreeMap<>();
    put(last, "did", search.beforeDid());
    put(last, "pay", search.beforePay());
    put(last, "callback", search.beforeCallback());
    shown.forEach(line -> last.put(line.service(), line.entry().id()));
    last.forEach(address::queryParam);
    return address.build().encode().toUriString();
  }

  private static void put(Map<String, Long> last, String service, @Nullable Long before) {
    if (before != null) {
      last.put(service, before);
    }
  }

  private Mono<ServerResponse> export(ServerRequest request) {
    AuditSearch search = AuditSearch.of(new Form(request.queryParams()));
    Flux<String> rows =
        audit
            .read(request, search)
            .map(line -> AuditFile.row(line.service(), line.entry()))
            .startWith(AuditFile.header());
    return allowed(request, Csv.download("berth-audit.csv", rows));
  }
}
