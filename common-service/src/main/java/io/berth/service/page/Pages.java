package io.berth.service.page;

import io.berth.api.Realm;
import io.berth.service.caller.Callers;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.WebExpressionContext;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.web.webflux.SpringWebFluxWebApplication;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Renders pages in the visitor's language with the security headers that every page has. A
 * template's name is relative to {@code spring.thymeleaf.prefix}; those below {@code common/} are
 * found by every service. Beyond the model a template finds {@code csrf}, {@code language}, {@code
 * languages} (links to this page in each), {@code requestId}, {@code origin}, {@code test} (whether
 * the page is of the test mode) and {@code times}.
 */
public final class Pages {
  /** In a model: the name of the app that the page is about; the page's title names it. */
  public static final String APP_NAME = "appName";

  private static final String NAME = "Berth";
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final ISpringWebFluxTemplateEngine templates;
  private final SpringWebFluxWebApplication application;
  private final Languages languages;
  private final Csrf csrf;
  private final PlatformProperties platform;
  private final Scheduler scheduler;

  /**
   * @param href the page's own path and query with another {@code lang}
   */
  public record LanguageLink(String tag, String ownName, String href, boolean current) {}

  Pages(
      ISpringWebFluxTemplateEngine templates,
      ReactiveAdapterRegistry adapters,
      Languages languages,
      Csrf csrf,
      PlatformProperties platform,
      Scheduler scheduler) {
    this.templates = templates;
    this.application = SpringWebFluxWebApplication.buildApplication(adapters);
    this.languages = languages;
    this.csrf = csrf;
    this.platform = platform;
    this.scheduler = scheduler;
  }

  public Mono<ServerResponse> render(ServerRequest request, String template, Map<String, ?> model) {
    return render(request, HttpStatus.OK, template, model, PageSecurity.PLAIN);
  }

  public Mono<ServerResponse> render(
      ServerRequest request, String template, Map<String, ?> model, PageSecurity security) {
    return render(request, HttpStatus.OK, template, model, security);
  }

  public Mono<ServerResponse> render(
      ServerRequest request, HttpStatusCode status, String template, Map<String, ?> model) {
    return render(request, status, template, model, PageSecurity.PLAIN);
  }

  public Mono<ServerResponse> render(
      ServerRequest request,
      HttpStatusCode status,
      String template,
      Map<String, ?> model,
      PageSecurity security) {
    return html(request.exchange(), template, model)
        .flatMap(html -> respond(request.exchange(), status, html, security));
  }

  /** Hands over the fields of a form of ours; a form of another site gets 403. */
  public Mono<ServerResponse> form(
      ServerRequest request, Function<MultiValueMap<String, String>, Mono<ServerResponse>> work) {
    return request
        .formData()
        .flatMap(
            fields -> {
              String problem = csrf.problem(request, fields);
              return problem == null
                  ? work.apply(fields)
                  : error(request, HttpStatus.FORBIDDEN, problem);
            });
  }

  /** The page that says that something went wrong, in words that fit the status. */
  public Mono<ServerResponse> error(ServerRequest request, HttpStatusCode status) {
    return render(request, status, "common/error", errorModel(status));
  }

  /**
   * The same with words of one's own.
   *
   * @param message key of a message
   */
  public Mono<ServerResponse> error(
      ServerRequest request, HttpStatusCode status, String message, Object... arguments) {
    Map<String, Object> model = new HashMap<>(errorModel(status));
    model.put("messageKey", message);
    model.put("messageArguments", List.of(arguments));
    return render(request, status, "common/error", model);
  }

  private static Map<String, Object> errorModel(HttpStatusCode status) {
    String kind =
        switch (status.value()) {
          case 400 -> "bad-request";
          case 401, 403 -> "forbidden";
          case 404 -> "not-found";
          case 429 -> "too-frequent";
          case 503 -> "unavailable";
          default -> status.is4xxClientError() ? "bad-request" : "internal";
        };
    return Map.of(
        "status",
        status.value(),
        "titleKey",
        "common.error." + kind + ".title",
        "messageKey",
        "common.error." + kind + ".message",
        "messageArguments",
        List.of());
  }

  /** Templates are read from the class path and cost time: not on an event loop. */
  private Mono<String> html(ServerWebExchange exchange, String template, Map<String, ?> model) {
    Language language = Languages.of(exchange);
    Map<String, Object> all = new HashMap<>(model);
    all.put("csrf", csrf.field(exchange));
    all.put("language", language.tag());
    all.put("languages", links(exchange, language));
    all.put("requestId", RequestId.of(exchange));
    Realm realm = Callers.realm(exchange);
    all.put("test", realm == Realm.TEST);
    all.put("origin", platform.origin(realm));
    all.put("times", new Times(language.locale(), Zones.of(exchange)));
    return Mono.fromCallable(() -> titled(process(exchange, language, template, all), all))
        .subscribeOn(scheduler);
  }

  /**
   * Templates name the page alone; the app and the platform are added here, so that no page leaves
   * them out: tabs of several apps would all read "Orders".
   */
  private static String titled(String html, Map<String, Object> model) {
    int start = html.indexOf("<title>");
    int end = html.indexOf("</title>");
    if (start < 0 || end < start) {
      return html;
    }
    String title = html.substring(start, end);
    String app =
        model.get(APP_NAME) instanceof String name ? HtmlUtils.htmlEscape(name, "UTF-8") : "";
    String of = app.isEmpty() || title.contains(app) ? "" : " · " + app;
    String at = title.endsWith(NAME) ? "" : " · " + NAME;
    return html.substring(0, end) + of + at + html.substring(end);
  }

  private String process(
      ServerWebExchange exchange,
      Language language,
      String template,
      Map<String, Object> variables) {
    var webExchange =
        application.buildExchange(exchange, language.locale(), HTML, StandardCharsets.UTF_8);
    return templates.process(
        template,
        new WebExpressionContext(
            templates.getConfiguration(), webExchange, language.locale(), variables));
  }

  private Mono<ServerResponse> respond(
      ServerWebExchange exchange, HttpStatusCode status, String html, PageSecurity security) {
    ServerResponse.BodyBuilder answer =
        ServerResponse.status(status)
            .contentType(HTML)
            .headers(
                headers -> {
                  security.write(headers, platform.secure());
                  headers.set("Content-Language", Languages.of(exchange).tag());
                });
    ResponseCookie chosen = languages.remembering(exchange);
    return (chosen == null ? answer : answer.cookie(chosen)).bodyValue(html);
  }

  private static List<LanguageLink> links(ServerWebExchange exchange, Language current) {
    return Arrays.stream(Language.values())
        .map(
            language ->
                new LanguageLink(
                    language.tag(),
                    language.ownName(),
                    href(exchange, language),
                    language == current))
        .toList();
  }

  /** Relative, so that no other host can be slipped in by a path that begins with two slashes. */
  private static String href(ServerWebExchange exchange, Language language) {
    String query = exchange.getRequest().getURI().getRawQuery();
    String own = Languages.PARAMETER + "=";
    // The rest stays as it came, however it is encoded: real clients send URLs as they are.
    String rest =
        query == null
            ? ""
            : Arrays.stream(query.split("&"))
                .filter(pair -> !pair.startsWith(own))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
    return "?" + rest + own + language.tag();
  }
}
