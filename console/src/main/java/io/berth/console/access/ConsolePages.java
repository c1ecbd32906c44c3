package io.berth.console.access;

import io.berth.api.AppCommand;
import io.berth.api.AppOutcome.Head;
import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.ChangeWaiting;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.service.page.Csrf;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.vouch.Callers;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What every page of the console does alike: asks the platform, leads whoever is not signed in to
 * the sign-in page and operators to their second factor, and says what went wrong. A feature's page
 * reads:
 *
 * <pre>{@code
 * pages.app(request, head ->
 *     pages.ask(request, head.app().appId(), new SearchOrders(…), OrdersFound.class, found ->
 *         pages.render(request, head, "orders", "order/list", Map.of("orders", found))))
 * }</pre>
 */
@Component
public final class ConsolePages {

  private final Platform platform;
  private final Pages pages;
  private final Csrf csrf;
  private final MessageSource messages;
  private final boolean secure;

  ConsolePages(
      Platform platform,
      Pages pages,
      Csrf csrf,
      MessageSource messages,
      PlatformProperties properties) {
    this.platform = platform;
    this.pages = pages;
    this.csrf = csrf;
    this.messages = messages;
    this.secure = properties.secure();
  }

  /** Asks; whatever is not the expected answer becomes a page or a redirect of its own. */
  public <T extends Outcome> Mono<ServerResponse> ask(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered) {
    if (Callers.of(request).uid() == null) {
      return toSignIn(request);
    }
    return platform
        .ask(request, appId, command)
        .flatMap(
            outcome ->
                expected.isInstance(outcome)
                    ? answered.apply(expected.cast(outcome))
                    : otherwise(request, outcome));
  }

  /**
   * The same for a form, which may have been filled in wrongly.
   *
   * @param again shows the form again, with what is wrong by field
   */
  public <T extends Outcome> Mono<ServerResponse> ask(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered,
      Function<Map<String, String>, Mono<ServerResponse>> again) {
    return ask(
        request,
        appId,
        command,
        Outcome.class,
        outcome -> {
          if (outcome instanceof Invalid invalid) {
            return again.apply(words(request, invalid));
          }
          return expected.isInstance(outcome)
              ? answered.apply(expected.cast(outcome))
              : otherwise(request, outcome);
        });
  }

  /**
   * The same for a form whose change may take a second pair of eyes.
   *
   * @param waiting goes on where it waits for another operator
   */
  public <T extends Outcome> Mono<ServerResponse> ask(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered,
      Function<ChangeWaiting, Mono<ServerResponse>> waiting,
      Function<Map<String, String>, Mono<ServerResponse>> again) {
    return ask(
        request,
        appId,
        command,
        Outcome.class,
        outcome ->
            switch (outcome) {
              case Invalid invalid -> again.apply(words(request, invalid));
              case ChangeWaiting change -> waiting.apply(change);
              default ->
                  expected.isInstance(outcome)
                      ? answered.apply(expected.cast(outcome))
                      : otherwise(request, outcome);
            });
  }

  /** For pages of the app that the path names as {@code {appId}}. */
  public Mono<ServerResponse> app(
      ServerRequest request, Function<Head, Mono<ServerResponse>> work) {
    return ask(request, request.pathVariable("appId"), new AppCommand.ReadHead(), Head.class, work);
  }

  /** A form that is not ours is refused. */
  public Mono<ServerResponse> form(
      ServerRequest request, Function<Form, Mono<ServerResponse>> work) {
    return request
        .formData()
        .flatMap(
            fields -> {
              String problem = csrf.problem(request, fields);
              return problem == null
                  ? work.apply(new Form(fields))
                  : pages.error(request, HttpStatus.FORBIDDEN, problem);
            });
  }

  public Mono<ServerResponse> render(
      ServerRequest request, String section, String template, Map<String, ?> model) {
    return render(request, HttpStatus.OK, null, section, template, model);
  }

  /** With the app's name and navigation around it. */
  public Mono<ServerResponse> render(
      ServerRequest request, Head app, String section, String template, Map<String, ?> model) {
    return render(request, HttpStatus.OK, app, section, template, model);
  }

  /** A form again, with what is wrong by field. */
  public Mono<ServerResponse> again(
      ServerRequest request,
      @Nullable Head app,
      String section,
      String template,
      Map<String, ?> model,
      Map<String, String> problems) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("problems", problems);
    return render(request, HttpStatus.UNPROCESSABLE_CONTENT, app, section, template, all);
  }

  /**
   * After a form was accepted: reloading must not send it again.
   *
   * @param flash key of a message {@code console.flash.…}
   */
  public Mono<ServerResponse> done(String location, String flash) {
    return ServerResponse.seeOther(URI.create(location)).cookie(Flash.next(flash, secure)).build();
  }

  /** The page that says that something went wrong, in words that fit the status. */
  public Mono<ServerResponse> error(ServerRequest request, HttpStatusCode status) {
    return pages.error(request, status);
  }

  private Mono<ServerResponse> render(
      ServerRequest request,
      HttpStatusCode status,
      @Nullable Head app,
      String section,
      String template,
      Map<String, ?> model) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("view", new View(Languages.of(request.exchange()).tag()));
    all.put("section", section);
    all.putIfAbsent("problems", Map.of());
    all.putIfAbsent("operating", false);
    if (app != null) {
      all.put("app", app);
    }
    String flash = Flash.of(request);
    if (flash != null) {
      all.put("flash", "console.flash." + flash);
      request.exchange().getResponse().addCookie(Flash.shown(secure));
    }
    return pages.render(request, status, template, all);
  }

  /** What is wrong with a form, by field, in the reader's words. */
  public Map<String, String> words(ServerRequest request, Invalid invalid) {
    return Problems.in(Languages.of(request.exchange()).locale(), invalid, messages);
  }

  private Mono<ServerResponse> otherwise(ServerRequest request, Outcome outcome) {
    return switch (outcome) {
      case SecondFactorNeeded _ ->
          redirect(request, "/account/second-factor?return=" + encoded(own(request)));
      case Refusal(ErrorCode code, _) when code == ErrorCode.SESSION_UNKNOWN -> toSignIn(request);
      case Refusal(ErrorCode code, _) -> pages.error(request, status(code));
      case Outcome.Success _ ->
          Mono.error(new IllegalStateException("unexpected " + outcome.getClass()));
    };
  }

  private static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case NO_PERMISSION -> HttpStatus.FORBIDDEN;
      case APP_UNKNOWN, COMPANY_UNKNOWN, ORDER_UNKNOWN, USER_UNKNOWN, KEY_UNKNOWN ->
          HttpStatus.NOT_FOUND;
      case TOO_FREQUENT -> HttpStatus.TOO_MANY_REQUESTS;
      case DATABASE -> HttpStatus.SERVICE_UNAVAILABLE;
      default ->
          switch (code.category()) {
            case CALLER -> HttpStatus.BAD_REQUEST;
            case LATER -> HttpStatus.SERVICE_UNAVAILABLE;
            case OURS -> HttpStatus.INTERNAL_SERVER_ERROR;
          };
    };
  }

  private static Mono<ServerResponse> toSignIn(ServerRequest request) {
    return redirect(request, "/account/sign-in?next=" + encoded(own(request)));
  }

  /** A part of a page that a script asked for cannot be redirected; the whole page is. */
  private static Mono<ServerResponse> redirect(ServerRequest request, String location) {
    return request.headers().firstHeader("HX-Request") == null
        ? ServerResponse.seeOther(URI.create(location)).build()
        : ServerResponse.ok().header("HX-Redirect", location).build();
  }

  /** Where the visitor is led back to; a form is not sent again. */
  private static String own(ServerRequest request) {
    URI uri = request.uri();
    if (request.method() != HttpMethod.GET) {
      return "/console";
    }
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + '?' + uri.getRawQuery();
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
