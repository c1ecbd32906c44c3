package io.berth.console.operator;

import io.berth.api.operator.OperatorDidCommand.AddCompany;
import io.berth.api.operator.OperatorDidCommand.EnableCompany;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.console.page.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Finds, adds, disables and enables companies. */
@Configuration(proxyBeanMethods = false)
class OperatorCompanyRoutes {
  private static final String PATH = "/console/operator/companies";

  private final OperatorPages pages;

  OperatorCompanyRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> operatedCompanies() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, new Form(request.queryParams()), Map.of()))
        .POST(PATH, request -> pages.console().form(request, form -> add(request, form)))
        .POST(
            PATH + "/{company}/enabled",
            request -> pages.console().form(request, form -> enable(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(
      ServerRequest request, Form form, Map<String, String> problems) {
    String search = OperatorPages.query(request, "q");
    return pages.ask(
        request,
        new SearchCompanies(search, OperatorPages.query(request, "after")),
        Companies.class,
        found -> {
          Map<String, Object> model = new HashMap<>();
          model.put("found", found);
          model.put("q", search);
          model.put("form", form);
          return pages.show(request, "companies", model, problems);
        });
  }

  private Mono<ServerResponse> add(ServerRequest request, Form form) {
    Map<String, String> names = new TreeMap<>();
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      String name = form.text("name-" + language);
      if (!name.isEmpty()) {
        names.put(language, name);
      }
    }
    return pages.change(
        request,
        new AddCompany(form.text("newCompanyId"), names, form.text("reason")),
        PATH + "?q=" + form.text("newCompanyId").replaceAll("[^a-z0-9]", ""),
        "company-added",
        problems -> list(request, form, problems));
  }

  private Mono<ServerResponse> enable(ServerRequest request, Form form) {
    boolean enabled = form.text("enabled").equals("true");
    return pages.change(
        request,
        new EnableCompany(request.pathVariable("company"), enabled, form.text("reason")),
        PATH,
        enabled ? "company-enabled" : "company-disabled",
        problems -> list(request, form, problems));
  }
}
