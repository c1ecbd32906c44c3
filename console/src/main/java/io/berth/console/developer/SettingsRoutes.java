package io.berth.console.developer;

import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.CheckTarget;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.service.page.Languages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Shows and changes the settings that an app's dialect uses. */
@Configuration(proxyBeanMethods = false)
class SettingsRoutes {
  private static final String REQUIRED_SCOPES = "required_scope";

  /** Scopes that players choose. */
  private static final Set<Integer> NEVER_REQUIRED = Set.of(10, 12);

  private final ConsolePages pages;
  private final Dialects dialects;
  private final DialectTextsByLanguage texts;

  SettingsRoutes(ConsolePages pages, Dialects dialects, DialectTextsByLanguage texts) {
    this.pages = pages;
    this.dialects = dialects;
    this.texts = texts;
  }

  @Bean
  RouterFunction<ServerResponse> settingsPages() {
    String path = "/console/apps/{appId}/settings";
    return RouterFunctions.route()
        .GET(path, request -> pages.app(request, head -> show(request, head, null, Map.of())))
        .POST(
            path,
            request ->
                pages.form(request, form -> pages.app(request, head -> save(request, head, form))))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, @Nullable Form typed, Map<String, String> problems) {
    return pages.ask(
        request,
        head.app().appId(),
        new ReadApp(),
        AppFound.class,
        found -> {
          Map<String, Object> model = model(request, head, found, typed);
          return problems.isEmpty()
              ? pages.render(request, head, "settings", "developer/settings", model)
              : pages.renderAgain(
                  request,
                  new PageView(head, "settings", "developer/settings", model),
                  texts.of(dialect(head), request).inPlaceOf(problems));
        });
  }

  private Map<String, Object> model(
      ServerRequest request, Head head, AppFound found, @Nullable Form typed) {
    Dialect dialect = dialect(head);
    DialectTexts own = texts.of(dialect, request);
    Map<String, JsonNode> settings =
        typed == null ? found.settings() : SettingForm.read(dialect, typed, false);
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("words", own);
    model.put("fields", SettingForm.fields(dialect, settings, own, false));
    for (Part part : Part.values()) {
      model.put(part.name(), dialect.parts().contains(part));
    }
    model.put("mayChange", head.allows(Permission.APP_WRITE));
    String tag = Languages.of(request.exchange()).tag();
    model.put("name", typed == null ? found.name().getOrDefault(tag, "") : typed.text("name"));
    model.put(
        "redirectUrls",
        typed == null ? String.join("\n", found.redirectUrls()) : typed.text("redirect_urls"));
    model.put("entry", typed == null ? text(found.entry()) : typed.text("entry"));
    model.put(
        "callbackUrl", typed == null ? text(found.callbackUrl()) : typed.text("callback_url"));
    model.put("scopes", scopes(dialect, found, typed));
    return model;
  }

  record RequiredScope(int scope, boolean ticked) {}

  /** Returns the scopes that the app may require; none where its dialect asks for none. */
  private static List<RequiredScope> scopes(Dialect dialect, AppFound found, @Nullable Form typed) {
    if (dialect.pages().login() == null) {
      return List.of();
    }
    List<String> ticked =
        typed == null
            ? found.requiredScopes().stream().map(String::valueOf).toList()
            : typed.all(REQUIRED_SCOPES);
    return found.scopes().stream()
        .filter(scope -> !NEVER_REQUIRED.contains(scope))
        .sorted()
        .map(scope -> new RequiredScope(scope, ticked.contains(scope.toString())))
        .toList();
  }

  /** Reads the version; null where the form has none. */
  private static @Nullable List<Integer> requiredScopes(Dialect dialect, Form form) {
    return dialect.pages().login() == null
        ? null
        : form.all(REQUIRED_SCOPES).stream()
            .filter(scope -> scope.matches("[0-9]{1,2}"))
            .map(Integer::valueOf)
            .toList();
  }

  private static String text(@Nullable String present) {
    return present == null ? "" : present;
  }

  /** Asks callback-service whether it may call the URL, since it has the address rules. */
  private Mono<ServerResponse> save(ServerRequest request, Head head, Form form) {
    String callbackUrl = form.text("callback_url");
    return callbackUrl.isEmpty()
        ? change(request, head, form)
        : pages.submit(
            request,
            head.app().appId(),
            new CheckTarget(callbackUrl),
            FormResult.of(
                Outcome.Done.class,
                done -> change(request, head, form),
                problems -> show(request, head, form, problems)));
  }

  private Mono<ServerResponse> change(ServerRequest request, Head head, Form form) {
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        command(request, dialect(head), form),
        FormResult.of(
            Outcome.Done.class,
            done -> pages.done("/console/apps/" + appId + "/settings", "saved"),
            problems -> show(request, head, form, problems)));
  }

  private static ChangeApp command(ServerRequest request, Dialect dialect, Form form) {
    String name = form.text("name");
    return new ChangeApp(
        version(form),
        name.isEmpty() ? null : name,
        Languages.of(request.exchange()).tag(),
        dialect.parts().contains(Part.REDIRECT_URLS) ? form.list("redirect_urls") : null,
        dialect.parts().contains(Part.ENTRY) ? form.text("entry") : null,
        dialect.parts().contains(Part.CALLBACK_URL) ? form.text("callback_url") : null,
        SettingForm.read(dialect, form, false),
        requiredScopes(dialect, form));
  }

  private static long version(Form form) {
    try {
      return Long.parseLong(form.text("version"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Dialect dialect(Head head) {
    return Objects.requireNonNull(dialects.byId(head.app().dialect()), head.app().dialect());
  }
}
