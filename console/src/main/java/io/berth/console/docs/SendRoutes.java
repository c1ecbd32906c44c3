package io.berth.console.docs;

import io.berth.api.Realm;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.doctor.DoctorCommand.SendTestRequest;
import io.berth.api.doctor.DoctorOutcome.Exchanged;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/** Sends requests of test from the documents of the APIs and shows what came back. */
@Configuration(proxyBeanMethods = false)
class SendRoutes {

  private final ConsolePages consolePages;
  private final Pages pages;
  private final Documents documents;
  private final SendForms forms;
  private final ErrorCodes codes;

  SendRoutes(
      ConsolePages consolePages,
      Pages pages,
      Documents documents,
      SendForms forms,
      ErrorCodes codes) {
    this.consolePages = consolePages;
    this.pages = pages;
    this.documents = documents;
    this.forms = forms;
    this.codes = codes;
  }

  @Bean
  RouterFunction<ServerResponse> sendPages() {
    return RouterFunctions.route()
        .POST("/docs/send", request -> consolePages.form(request, form -> send(request, form)))
        .build();
  }

  private Mono<ServerResponse> send(ServerRequest request, Form typed) {
    String testId = Realm.TEST.idOf(typed.text("app"));
    return consolePages.ask(
        request,
        testId,
        new ReadApp(),
        AppFound.class,
        app -> {
          SendForm form = forms.of(app, typed.text("method"), typed.text("path"));
          return form == null
              ? pages.error(request, HttpStatus.NOT_FOUND)
              : send(request, testId, filledIn(form, typed), typed);
        });
  }

  private Mono<ServerResponse> send(
      ServerRequest request, String testId, SendForm form, Form typed) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (SendForm.Field field : form.fields()) {
      if (!field.value().isEmpty()) {
        parameters.put(field.name(), field.value());
      }
    }
    SendTestRequest command =
        new SendTestRequest(
            form.method(), form.path(), parameters, typed.text("at"), typed.text("device"));
    return consolePages.submit(
        request,
        testId,
        command,
        FormResult.of(
            Exchanged.class,
            exchanged -> {
              SendForm next = exchanged.response().success() ? forms.renewed(form) : form;
              Map<String, @Nullable Object> model = model(next, typed);
              model.put("sent", view(form, exchanged));
              return page(request, HttpStatus.OK, next, model);
            },
            problems -> {
              Map<String, @Nullable Object> model = model(form, typed);
              model.put("failures", problems.values());
              return page(request, ConsolePages.rejectedStatus(request), form, model);
            }));
  }

  private static SendForm filledIn(SendForm form, Form typed) {
    return form.with(
        form.fields().stream().map(field -> field.with(typed.secret(field.formName()))).toList());
  }

  private SentView view(SendForm form, Exchanged exchanged) {
    Integer code = exchanged.response().code();
    return SentView.of(
        exchanged,
        code == null || exchanged.response().success() ? null : codes.of(form.dialect(), code));
  }

  private static Map<String, @Nullable Object> model(SendForm form, Form typed) {
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("form", form);
    model.put("testId", Realm.TEST.idOf(form.publicId()));
    model.put("at", typed.text("at"));
    model.put("device", typed.text("device"));
    return model;
  }

  private Mono<ServerResponse> page(
      ServerRequest request,
      HttpStatus status,
      SendForm form,
      Map<String, @Nullable Object> model) {
    model.put("contents", documents.contents(Languages.of(request.exchange())));
    model.put("here", "api/" + form.dialect() + ".md");
    model.put("query", "");
    return pages.render(request, status, "docs/sent", model);
  }
}
