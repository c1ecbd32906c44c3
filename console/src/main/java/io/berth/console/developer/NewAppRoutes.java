package io.berth.console.developer;

import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.service.page.Languages;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Creates an app: asks for the protocol, then for the settings that it requires. */
@Configuration(proxyBeanMethods = false)
class NewAppRoutes {
  private final ConsolePages pages;
  private final Dialects dialects;
  private final SecretPages secrets;
  private final DialectTextsByLanguage texts;

  NewAppRoutes(
      ConsolePages pages, Dialects dialects, SecretPages secrets, DialectTextsByLanguage texts) {
    this.pages = pages;
    this.dialects = dialects;
    this.secrets = secrets;
    this.texts = texts;
  }

  @Bean
  RouterFunction<ServerResponse> newAppPages() {
    return RouterFunctions.route()
        .GET("/console/companies/{companyId}/apps/new", this::show)
        .POST(
            "/console/companies/{companyId}/apps",
            request -> pages.form(request, form -> create(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    Dialect dialect = request.queryParam("dialect").map(dialects::byId).orElse(null);
    return company(
        request,
        found ->
            dialect == null
                ? pages.render(
                    request,
                    "apps",
                    "developer/new-app-dialect",
                    Map.of("found", found, "dialects", texts.all(request)))
                : pages.render(
                    request,
                    "apps",
                    "developer/new-app",
                    model(request, found, dialect, null, Map.of())));
  }

  private Mono<ServerResponse> company(
      ServerRequest request, Function<CompanyFound, Mono<ServerResponse>> work) {
    return pages.ask(
        request,
        null,
        new ReadCompany(request.pathVariable("companyId")),
        CompanyFound.class,
        work);
  }

  private Map<String, Object> model(
      ServerRequest request,
      CompanyFound found,
      Dialect dialect,
      @Nullable Form form,
      Map<String, JsonNode> settings) {
    DialectTexts own = texts.of(dialect, request);
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("words", own);
    model.put("appId", form == null ? AppIds.suggestion(dialect) : form.text("app_id"));
    model.put("name", form == null ? "" : form.text("name"));
    model.put("fields", SettingForm.fields(dialect, settings, own, true));
    return model;
  }

  private Mono<ServerResponse> create(ServerRequest request, Form form) {
    Dialect dialect = dialects.byId(form.text("dialect"));
    if (dialect == null) {
      return pages.error(request, HttpStatus.BAD_REQUEST);
    }
    Map<String, JsonNode> settings = SettingForm.read(dialect, form, true);
    CreateApp create =
        new CreateApp(
            request.pathVariable("companyId"),
            form.text("app_id"),
            dialect.id(),
            form.text("name"),
            Languages.of(request.exchange()).tag(),
            settings);
    return pages.submit(
        request,
        null,
        create,
        FormResult.of(
            SecretsMade.class,
            made -> secrets.show(request, null, dialect, made, "app-made"),
            problems ->
                company(
                    request,
                    found ->
                        pages.renderAgain(
                            request,
                            new PageView(
                                null,
                                "apps",
                                "developer/new-app",
                                model(request, found, dialect, form, settings)),
                            texts.of(dialect, request).inPlaceOf(problems)))));
  }
}
