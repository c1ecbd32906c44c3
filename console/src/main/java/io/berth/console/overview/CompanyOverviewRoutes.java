package io.berth.console.overview;

import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.console.export.Csv;
import io.berth.console.page.ConsolePages;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows a company's overview, and gives the tables of all overviews as CSV files. */
@Configuration(proxyBeanMethods = false)
class CompanyOverviewRoutes {

  private static final String COMPANY = "/console/companies/{companyId}/overview";

  private final ConsolePages pages;
  private final Overviews overviews;

  CompanyOverviewRoutes(ConsolePages pages, Overviews overviews) {
    this.pages = pages;
    this.overviews = overviews;
  }

  @Bean
  RouterFunction<ServerResponse> companyOverviewPages() {
    return RouterFunctions.route()
        .GET(COMPANY, request -> company(request, found -> show(request, found)))
        .GET(COMPANY + ".csv", request -> company(request, found -> file(request, found)))
        .GET(
            "/console/apps/{appId}/overview.csv",
            request ->
                pages.app(
                    request, head -> file(request, overviews.ofApp(request, head.app().appId()))))
        .GET("/console/operator/overview.csv", this::platform)
        .build();
  }

  private Mono<ServerResponse> company(
      ServerRequest request, Function<CompanyFound, Mono<ServerResponse>> work) {
    ReadCompany read = new ReadCompany(request.pathVariable("companyId"));
    return pages.ask(request, null, read, CompanyFound.class, work);
  }

  private Mono<Overview> overview(ServerRequest request, CompanyFound found) {
    List<String> apps = found.apps().stream().map(AppLine::appId).toList();
    return overviews.ofCompany(request, found.company().companyId(), apps);
  }

  private Mono<ServerResponse> show(ServerRequest request, CompanyFound found) {
    return overview(request, found)
        .flatMap(
            overview ->
                pages.render(
                    request,
                    "apps",
                    "overview/company",
                    Map.of("found", found, "overview", overview)));
  }

  private Mono<ServerResponse> file(ServerRequest request, CompanyFound found) {
    return file(request, overview(request, found));
  }

  /** Asks for something else first: refused requests are counted here, for whoever asks. */
  private Mono<ServerResponse> platform(ServerRequest request) {
    return pages.ask(
        request,
        null,
        new SearchApps("", true, ""),
        OperatedApps.class,
        _ -> file(request, overviews.ofPlatform(request)));
  }

  private Mono<ServerResponse> file(ServerRequest request, Mono<Overview> reading) {
    String name = request.queryParam("chart").orElse("");
    return reading.flatMap(
        overview -> {
          Chart chart = overview.chart(name);
          return chart == null
              ? pages.error(request, HttpStatus.NOT_FOUND)
              : Csv.download(
                  "%s-%s.csv".formatted(chart.name(), overview.range()),
                  Flux.fromIterable(OverviewFile.rows(chart)));
        });
  }
}
