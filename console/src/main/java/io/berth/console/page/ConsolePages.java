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
import io.berth.console.place.Place;
import io.berth.console.place.PlaceCookie;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import io.berth.service.page.Times;
import io.berth.service.page.Zones;
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
 * Sends the console's commands and renders its pages. Redirects to the sign-in page or the second
 * factor where needed, and shows errors. A feature's page reads:
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

  /** In a model: the {@link Place} that the page is, to be offered again. */
  public static final String PLACE = "place";

  /** Key of a problem that is not about one field; the layout shows it. */
  public static final String WHOLE_FORM = "";

  private final GatewayClient platform;
  private final Pages pages;
  private final MessageSource messages;
  private final PlaceCookie places;
  private final boolean secure;

  ConsolePages(
      GatewayClient platform,
      Pages pages,
      MessageSource messages,
      PlaceCookie places,
      PlatformProperties properties) {
    this.platform = platform;
    this.pages = pages;
    this.messages = messages;
    this.places = places;
    this.secure = properties.secure();
  }

  /** Sends a command; any outcome but the expected one becomes an error page or a redirect. */
  public <T extends Outcome> Mono<ServerResponse> ask(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> respond) {
    if (Callers.of(request).uid() == null) {
      return Redirects.toSignIn(request);
    }
    return platform
        .ask(request, appId, command)
        .flatMap(
            outcome ->
                expected.isInstance(outcome)
                    ? respond.apply(expected.cast(outcome))
                    : handleOther(request, outcome));
  }

  /** Sends a form's command, and shows the form again where it is rejected. */
  public <T extends Outcome> Mono<ServerResponse> submit(
      ServerRequest request, @Nullable String appId, ConsoleCommand command, FormResult<T> result) {
    return ask(
        request, appId, command, Outcome.class, outcome -> respond(request, outcome, result));
  }

  private <T extends Outcome> Mono<ServerResponse> respond(
      ServerRequest request, Outcome outcome, FormResult<T> result) {
    if (outcome instanceof Invalid invalid) {
      return result.rejected().apply(problems(request, invalid));
    }
    if (outcome instanceof ChangeWaiting change && result.waiting() != null) {
      return result.waiting().apply(change);
    }
    if (result.expected().isInstance(outcome)) {
      return result.accepted().apply(result.expected().cast(outcome));
    }
    return switch (outcome) {
      case Refusal(ErrorCode code, _) when RefusalStatus.of(code) == HttpStatus.TOO_MANY_REQUESTS ->
          retryLater(request, RefusalStatus.of(code), "common.error.too-frequent.message", result);
      case Refusal(ErrorCode code, _)
          when RefusalStatus.of(code) == HttpStatus.SERVICE_UNAVAILABLE ->
          retryLater(request, RefusalStatus.of(code), "common.error.unavailable.message", result);
      default -> handleOther(request, outcome);
    };
  }

  /** Shows the form again, with its input, so that it can be sent later. */
  private Mono<ServerResponse> retryLater(
      ServerRequest request, HttpStatus status, String key, FormResult<?> result) {
    request.attributes().put(STATUS, status);
    Locale locale = Languages.of(request.exchange()).locale();
    return result.rejected().apply(Map.of(WHOLE_FORM, messages.getMessage(key, null, locale)));
  }

  /** Sends a command for something that may not exist, which is then a 404 page. */
  public <T extends Outcome> Mono<ServerResponse> find(
      ServerRequest request,
      @Nullable String appId,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> respond) {
    return ask(
        request,
        appId,
        command,
        Outcome.class,
        outcome ->
            outcome instanceof Invalid
                ? error(request, HttpStatus.NOT_FOUND)
                : expected.isInstance(outcome)
                    ? respond.apply(expected.cast(outcome))
                    : handleOther(request, outcome));
  }

  /** Reads the app that the path names as {@code {appId}}. */
  public Mono<ServerResponse> app(
      ServerRequest request, Function<Head, Mono<ServerResponse>> work) {
    return ask(request, request.pathVariable("appId"), new AppCommand.ReadHead(), Head.class, work);
  }

  /** Reads a form; refuses one without a valid CSRF token. */
  public Mono<ServerResponse> form(
      ServerRequest request, Function<Form, Mono<ServerResponse>> work) {
    return pages.form(
        request,
        fields -> {
          Form form = new Form(fields);
          SubmittedValues.keep(request, form);
          return work.apply(form);
        });
  }

  public Mono<ServerResponse> render(
      ServerRequest request, String section, String template, Map<String, ?> model) {
    return render(request, HttpStatus.OK, new PageView(null, section, template, model));
  }

  /** Renders a page with the app's name and navigation around it. */
  public Mono<ServerResponse> render(
      ServerRequest request, Head app, String section, String template, Map<String, ?> model) {
    return render(request, HttpStatus.OK, new PageView(app, section, template, model));
  }

  /** Renders a rejected form with its problems by field and, as {@code typed}, its input. */
  public Mono<ServerResponse> renderAgain(
      ServerRequest request, PageView view, Map<String, String> problems) {
    Map<String, Object> model = new HashMap<>(view.model());
    model.put("problems", problems);
    model.put("typed", SubmittedValues.of(request));
    return render(
        request,
        rejectedStatus(request),
        new PageView(view.app(), view.section(), view.template(), model));
  }

  /** The status of a page that shows a rejected form again. */
  public static HttpStatus rejectedStatus(ServerRequest request) {
    return request.attributes().get(STATUS) instanceof HttpStatus later
        ? later
        : HttpStatus.UNPROCESSABLE_CONTENT;
  }

  /**
   * Redirects after an accepted form, so that reloading the page does not submit it again.
   *
   * @param flash key of a message {@code console.flash.…}
   */
  public Mono<ServerResponse> done(String location, String flash) {
    return ServerResponse.seeOther(URI.create(location)).cookie(Flash.next(flash, secure)).build();
  }

  /** Renders the error page of a status. */
  public Mono<ServerResponse> error(ServerRequest request, HttpStatusCode status) {
    return pages.error(request, status);
  }

  private Mono<ServerResponse> render(ServerRequest request, HttpStatusCode status, PageView view) {
    Map<String, Object> all = new HashMap<>(view.model());
    Head app = view.app();
    String language = Languages.of(request.exchange()).tag();
    all.put(
        "view",
        new ValueFormat(
            language,
            new Times(Languages.of(request.exchange()).locale(), Zones.of(request.exchange()))));
    all.put("section", view.section());
    all.putIfAbsent("problems", Map.of());
    all.putIfAbsent("typed", SubmittedValues.NOTHING);
    all.putIfAbsent("operating", false);
    all.put("display", Display.of(request));
    all.put("places", places.visit(request, all.get(PLACE) instanceof Place at ? at : null));
    if (app != null) {
      all.put("app", app);
      all.put(Pages.APP_NAME, Names.in(language, app.app().name(), app.app().appId()));
    }
    String flash = Flash.of(request);
    if (flash != null) {
      all.put("flash", "console.flash." + flash);
      request.exchange().getResponse().addCookie(Flash.shown(secure));
    }
    return currentUser(request)
        .doOnNext(person -> all.put("signedIn", person))
        .then(Mono.defer(() -> pages.render(request, status, view.template(), all)));
  }

  /** Reads the current user for the layout; the page is shown without if that fails. */
  private Mono<CurrentUser> currentUser(ServerRequest request) {
    return Callers.of(request).uid() == null
        ? Mono.empty()
        : platform.ask(request, null, new ReadCurrentUser()).ofType(CurrentUser.class);
  }

  /** Makes texts in the reader's language. */
  public <T> T inLanguage(ServerRequest request, BiFunction<MessageSource, Locale, T> words) {
    return words.apply(messages, Languages.of(request.exchange()).locale());
  }

  /** Returns a form's problems by field, in the reader's language. */
  public Map<String, String> problems(ServerRequest request, Invalid invalid) {
    return FormProblems.in(Languages.of(request.exchange()).locale(), invalid, messages);
  }

  private Mono<ServerResponse> handleOther(ServerRequest request, Outcome outcome) {
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
