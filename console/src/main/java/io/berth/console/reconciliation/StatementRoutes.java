package io.berth.console.reconciliation;

import io.berth.api.app.AppOutcome.Head;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.console.export.Csv;
import io.berth.console.page.ConsolePages;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows a statement with opening balance, entries and closing balance; also as a CSV file. */
@Configuration(proxyBeanMethods = false)
class StatementRoutes {
  private final ConsolePages pages;
  private final StatementFile file;
  private final EntryPage entries;

  StatementRoutes(ConsolePages pages, StatementFile file) {
    this.pages = pages;
    this.file = file;
    this.entries = new EntryPage(pages);
  }

  @Bean
  RouterFunction<ServerResponse> statements() {
    return RouterFunctions.route()
        .GET("/console/apps/{appId}/statements", this::show)
        .GET("/console/apps/{appId}/statements.csv", this::download)
        .GET("/console/apps/{appId}/statements/entries", entries::show)
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                Period.of(request),
                Statement.class,
                statement -> show(request, head, statement)));
  }

  private Mono<ServerResponse> show(ServerRequest request, Head head, Statement statement) {
    Map<String, Object> model = new HashMap<>();
    model.put("period", statement);
    model.put("lines", statement.lines());
    model.put("former", statement.former());
    model.put("ofFormer", statement.ofFormer());
    model.put("archivedBefore", statement.archivedBefore());
    return pages.render(request, head, "statements", "reconciliation/statements", model);
  }

  private Mono<ServerResponse> download(ServerRequest request) {
    String appId = request.pathVariable("appId");
    return pages.ask(
        request,
        appId,
        Period.of(request),
        Statement.class,
        statement ->
            Csv.download(
                "statement-%s-%s-%s.csv"
                    .formatted(
                        appId.replaceAll("[^a-z0-9_.]", ""), statement.first(), statement.last()),
                file.rows(request, appId, statement)));
  }
}
