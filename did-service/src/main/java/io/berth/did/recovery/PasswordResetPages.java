package io.berth.did.recovery;

import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.mail.Mails;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.Renewals;
import io.berth.did.session.SignInPages;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Setting a forgotten password anew with a mailed code, in the browser that asked for it. */
@Configuration(proxyBeanMethods = false)
class PasswordResetPages {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final Mails mails;
  private final Renewals renewals;
  private final KnownDevices devices;
  private final Waits waits;
  private final Forms forms;
  private final Pages pages;

  PasswordResetPages(
      Accounts accounts,
      Passwords passwords,
      VerificationCodes codes,
      Mails mails,
      Renewals renewals,
      KnownDevices devices,
      Waits waits,
      Forms forms,
      Pages pages) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
    this.renewals = renewals;
    this.devices = devices;
    this.waits = waits;
    this.forms = forms;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> resetRoutes() {
    return RouterFunctions.route()
        .GET(
            "/account/reset",
            request ->
                show(
                    request,
                    "reset",
                    LocalRedirects.pathOr(
                        request.queryParam("next").orElse(null), SignInPages.HOME),
                    "",
                    null))
        .POST("/account/reset", request -> forms.accept(request, form -> ask(request, form)))
        .POST(
            "/account/reset/code", request -> forms.accept(request, form -> confirm(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, String template, String next, String login, @Nullable String problem) {
    Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login));
    if (problem != null) {
      model.put("problem", problem);
    }
    return pages.render(request, template, model);
  }

  private Mono<ServerResponse> ask(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    if (!Accounts.isLogin(login)) {
      return show(request, "reset", next, login, "register.problem.login");
    }
    String language = Languages.of(request.exchange()).tag();
    return origin(request, login)
        .flatMap(
            origin ->
                codes
                    .mayAsk(origin)
                    .flatMap(
                        may ->
                            may
                                ? codes.issue(mailed(form, login), origin, Mono.just(Map.of()))
                                : Mono.just(Optional.<String>empty())))
        .flatMap(
            code -> {
              if (code.isEmpty()) {
                return show(request, "reset", next, login, "code.problem.too-often");
              }
              mails.sendLater(
                  accounts
                      .find(login)
                      .flatMap(account -> mails.send(login, language, Purpose.RESET, code.get())));
              return show(request, "reset-code", next, login, null);
            });
  }

  private static MailedCode mailed(Form form, String login) {
    return MailedCode.ofBrowser(Purpose.RESET, login, form.browser());
  }

  private Mono<Origin> origin(ServerRequest request, String login) {
    return accounts
        .find(login)
        .map(account -> devices.of(request, account))
        .defaultIfEmpty(KnownDevices.stranger(request));
  }

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    String password = form.text("password");
    if (!Accounts.isLogin(login)) {
      return show(request, "reset", next, login, "register.problem.login");
    }
    if (!UserRules.isPassword(password)) {
      return show(request, "reset-code", next, login, "register.problem.password");
    }
    String code = form.text("verification_code");
    MailedCode mailed = mailed(form, login);
    return origin(request, login)
        .flatMap(origin -> codes.check(mailed, code, origin))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> show(request, "reset-code", next, login, "code.problem.wrong");
                  case Spent _ -> show(request, "reset", next, login, "code.problem.expired");
                  case TooOften(Duration delay) ->
                      pages.render(
                          request,
                          HttpStatus.TOO_MANY_REQUESTS,
                          "reset-code",
                          Map.of(
                              "next",
                              next,
                              "login",
                              login,
                              "problem",
                              "code.problem.wait",
                              "wait",
                              waits.words(request, delay)));
                  case Right _ ->
                      // Hashed first: a full queue must not cost the code.
                      passwords
                          .hash(
                              PasswordUse.RECOVERY, AddressBlock.of(Callers.of(request)), password)
                          .flatMap(
                              hash ->
                                  codes
                                      .use(mailed, code)
                                      .filter(used -> used)
                                      .flatMap(_ -> accounts.find(login))
                                      .flatMap(
                                          account ->
                                              renewals.changePassword(
                                                  request, account, hash, next)))
                          .switchIfEmpty(
                              Mono.defer(
                                  () ->
                                      show(request, "reset", next, login, "code.problem.expired")));
                });
  }
}
