package io.berth.console.page;

import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.api.app.AppCommand;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.service.caller.Callers;
import io.berth.service.page.Csrf;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shared work of the console's pages: asks the platform, leads whoever is not signed in to the
 * sign-in page and operators to their second factor, and says what went wrong. A feature's page
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
  private static final String STATUS = ConsolePages.class.getName() + ".status";

  /** What is wrong with none of the fields; the frame of the pages shows it. */
  private static final String WHOLE_FORM = "";

  private final GatewayClient platform;
  private final Pages pages;
  private final Csrf csrf;
  private final MessageSource messages;
  private final boolean secure;

  ConsolePages(
      GatewayClient platform,
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
      return Redirects.toSignIn(request);
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
        outcome ->
            outcome instanceof Invalid invalid
                ? again.apply(words(request, invalid))
                : answeredOr(request, outcome, expected, answered, again));
  }

  /** The same of something that may not be there. */
  public <T extends Outcome> Mono<ServerResponse> find(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered) {
    return ask(
        request,
        appId,
        command,
        Outcome.class,
        outcome ->
            outcome instanceof Invalid
                ? error(request, HttpStatus.NOT_FOUND)
                : expected.isInstance(outcome)
                    ? answered.apply(expected.cast(outcome))
                    : otherwise(request, outcome));
  }

  /** A form that comes too soon, or while a service is away, is shown again as well. */
  private <T extends Outcome> Mono<ServerResponse> answeredOr(
      ServerRequest request,
      Outcome outcome,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered,
      Function<Map<String, String>, Mono<ServerResponse>> again) {
    if (expected.isInstance(outcome)) {
      return answered.apply(expected.cast(outcome));
    }
    return switch (outcome) {
      case Refusal(ErrorCode code, _) when RefusalStatus.of(code) == HttpStatus.TOO_MANY_REQUESTS ->
          later(request, RefusalStatus.of(code), "common.error.too-frequent.message", again);
      case Refusal(ErrorCode code, _)
          when RefusalStatus.of(code) == HttpStatus.SERVICE_UNAVAILABLE ->
          later(request, RefusalStatus.of(code), "common.error.unavailable.message", again);
      default -> otherwise(request, outcome);
    };
  }

  private Mono<ServerResponse> later(
      ServerRequest request,
      HttpStatus status,
      String key,
      Function<Map<String, String>, Mono<ServerResponse>> again) {
    request.attributes().put(STATUS, status);
    Locale locale = Languages.of(request.exchange()).locale();
    return again.apply(Map.of(WHOLE_FORM, messages.getMessage(key, null, locale)));
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
              default -> answeredOr(request, outcome, expected, answered, again);
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
              if (problem != null) {
                return pages.error(request, HttpStatus.FORBIDDEN, problem);
              }
              Form form = new Form(fields);
              SubmittedValues.keep(request, form);
              return work.apply(form);
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

  /** A form again, with what is wrong by field and, as {@code typed}, what was typed. */
  public Mono<ServerResponse> again(
      ServerRequest request,
      @Nullable Head app,
      String section,
      String template,
      Map<String, ?> model,
      Map<String, String> problems) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("problems", problems);
    all.put("typed", SubmittedValues.of(request));
    HttpStatus status =
        request.attributes().get(STATUS) instanceof HttpStatus later
            ? later
            : HttpStatus.UNPROCESSABLE_CONTENT;
    return render(request, status, app, section, template, all);
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
    String language = Languages.of(request.exchange()).tag();
    all.put("view", new ValueFormat(language));
    all.put("section", section);
    all.putIfAbsent("problems", Map.of());
    all.putIfAbsent("typed", SubmittedValues.NOTHING);
    all.putIfAbsent("operating", false);
    if (app != null) {
      all.put("app", app);
      all.put(Pages.APP_NAME, Names.in(language, app.app().name(), app.app().appId()));
    }
    String flash = Flash.of(request);
    if (flash != null) {
      all.put("flash", "console.flash." + flash);
      request.exchange().getResponse().addCookie(Flash.shown(secure));
    }
    return self(request)
        .doOnNext(person -> all.put("signedIn", person))
        .then(Mono.defer(() -> pages.render(request, status, template, all)));
  }

  /** Who is signed in, for the frame of the page; a page is worth showing without. */
  private Mono<CurrentUser> self(ServerRequest request) {
    return Callers.of(request).uid() == null
        ? Mono.empty()
        : platform.ask(request, null, new ReadCurrentUser()).ofType(CurrentUser.class);
  }

  /** Words for the reader's language, for what is looked up key by key. */
  public <T> T inLanguage(ServerRequest request, BiFunction<MessageSource, Locale, T> words) {
    return words.apply(messages, Languages.of(request.exchange()).locale());
  }

  /** What is wrong with a form, by field, in the reader's words. */
  public Map<String, String> words(ServerRequest request, Invalid invalid) {
    return FormProblems.in(Languages.of(request.exchange()).locale(), invalid, messages);
  }

  private Mono<ServerResponse> otherwise(ServerRequest request, Outcome outcome) {
    return switch (outcome) {
      case SecondFactorNeeded _ -> Redirects.toSecondFactor(request);
      case Refusal(ErrorCode code, _) when code == ErrorCode.SESSION_UNKNOWN ->
          Redirects.toSignIn(request);
      case Refusal(ErrorCode code, _) -> pages.error(request, RefusalStatus.of(code));
      case Outcome.Success _ ->
          Mono.error(new IllegalStateException("unexpected " + outcome.getClass()));
    };
  }
}
