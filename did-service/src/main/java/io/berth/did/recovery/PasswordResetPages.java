package io.berth.did.recovery;

import io.berth.api.Realm;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.recovery.PasswordResets.Proven;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignInPages;
import io.berth.did.session.SignInStep;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.TooOften;
import io.berth.did.verification.VerificationCodes.Wrong;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.did.web.Waits;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import java.time.Duration;
import java.util.HashMap;
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

/** Serves the pages that replace a forgotten password, in the browser that asked for the code. */
@Configuration(proxyBeanMethods = false)
class PasswordResetPages {
  private static final String RESET = "reset";
  private static final String RESET_CODE = "reset-code";

  private final PasswordResets resets;
  private final BrowserSessions browsers;
  private final KnownDevices devices;
  private final SignInStep step;
  private final Waits waits;
  private final Forms forms;
  private final Pages pages;

  PasswordResetPages(
      PasswordResets resets,
      BrowserSessions browsers,
      KnownDevices devices,
      SignInStep step,
      Waits waits,
      Forms forms,
      Pages pages) {
    this.resets = resets;
    this.browsers = browsers;
    this.devices = devices;
    this.step = step;
    this.waits = waits;
    this.forms = forms;
    this.pages = pages;
  }

  /** Fields that the pages show again. */
  private record Entry(String next, String login) {

    static Entry of(Form form) {
      return new Entry(LocalRedirects.pathOr(form.text("next"), SignInPages.HOME), form.login());
    }
  }

  @Bean
  RouterFunction<ServerResponse> resetRoutes() {
    return RouterFunctions.route()
        .GET("/account/reset", this::begin)
        .POST("/account/reset", request -> forms.accept(request, form -> ask(request, form)))
        .POST(
            "/account/reset/code", request -> forms.accept(request, form -> confirm(request, form)))
        .build();
  }

  private Mono<ServerResponse> begin(ServerRequest request) {
    String next = LocalRedirects.pathOr(request.queryParam("next").orElse(null), SignInPages.HOME);
    return show(request, RESET, new Entry(next, ""), null);
  }

  private Mono<ServerResponse> show(
      ServerRequest request, String template, Entry entry, @Nullable String problem) {
    return pages.render(request, template, model(entry, problem));
  }

  private static Map<String, Object> model(Entry entry, @Nullable String problem) {
    Map<String, Object> model =
        new HashMap<>(Map.of("next", entry.next(), "login", Realm.publicId(entry.login())));
    if (problem != null) {
      model.put("problem", problem);
    }
    return model;
  }

  private Mono<ServerResponse> ask(ServerRequest request, Form form) {
    Entry entry = Entry.of(form);
    if (!Accounts.isStoredLogin(entry.login())) {
      return show(request, RESET, entry, "register.problem.login");
    }
    String language = Languages.of(request.exchange()).tag();
    return origin(request, entry)
        .flatMap(origin -> resets.mailCode(mailed(form, entry), origin, language))
        .flatMap(
            sent ->
                sent
                    ? show(request, RESET_CODE, entry, null)
                    : show(request, RESET, entry, "code.problem.too-often"));
  }

  private static MailedCode mailed(Form form, Entry entry) {
    return MailedCode.ofBrowser(Purpose.RESET, entry.login(), form.browser());
  }

  private Mono<Origin> origin(ServerRequest request, Entry entry) {
    return resets
        .find(entry.login())
        .map(account -> devices.of(request, account))
        .defaultIfEmpty(KnownDevices.unknownOrigin(request));
  }

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    Entry entry = Entry.of(form);
    String password = form.text("password");
    if (!Accounts.isStoredLogin(entry.login())) {
      return show(request, RESET, entry, "register.problem.login");
    }
    if (!UserRules.isPassword(password)) {
      return show(request, RESET_CODE, entry, "register.problem.password");
    }
    MailedCode mailed = mailed(form, entry);
    return origin(request, entry)
        .flatMap(origin -> resets.check(mailed, form.text("verification_code"), origin))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> show(request, RESET_CODE, entry, "code.problem.wrong");
                  case Spent _ -> show(request, RESET, entry, "code.problem.expired");
                  case TooOften(Duration delay) -> wait(request, entry, delay);
                  case Right _ -> changePassword(request, entry, mailed, form);
                });
  }

  private Mono<ServerResponse> wait(ServerRequest request, Entry entry, Duration delay) {
    Map<String, Object> model = model(entry, "code.problem.wait");
    model.put("wait", waits.words(request, delay));
    return pages.render(request, HttpStatus.TOO_MANY_REQUESTS, RESET_CODE, model);
  }

  private Mono<ServerResponse> changePassword(
      ServerRequest request, Entry entry, MailedCode mailed, Form form) {
    return resets
        .use(
            mailed,
            form.text("verification_code"),
            AddressBlock.of(Callers.of(request)),
            form.text("password"))
        .flatMap(
            proven ->
                step.isNeeded(proven.account().uid())
                    .flatMap(needed -> signIn(request, proven, entry.next(), needed)))
        .switchIfEmpty(Mono.defer(() -> show(request, RESET, entry, "code.problem.expired")));
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request, Proven proven, String next, boolean moreIsNeeded) {
    return moreIsNeeded
        ? browsers.resetPassword(request, proven.account(), proven.hash(), next)
        : browsers.changePassword(request, proven.account(), proven.hash(), next);
  }
}
