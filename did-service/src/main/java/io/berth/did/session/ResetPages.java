package io.berth.did.session;

import io.berth.did.account.Accounts;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.verification.CodeMails;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Purpose;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.Wrong;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.Own;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Setting a forgotten password anew with a mailed code. */
@Configuration(proxyBeanMethods = false)
class ResetPages {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final CodeMails mails;
  private final Renewals renewals;
  private final Forms forms;
  private final Pages pages;

  ResetPages(
      Accounts accounts,
      Passwords passwords,
      VerificationCodes codes,
      CodeMails mails,
      Renewals renewals,
      Forms forms,
      Pages pages) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
    this.renewals = renewals;
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
                    Own.pathOr(request.queryParam("next").orElse(null), SignInPages.HOME),
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
    String next = Own.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    if (!Accounts.isLogin(login)) {
      return show(request, "reset", next, login, "register.problem.login");
    }
    String language = Languages.of(request.exchange()).tag();
    return codes
        .mayAsk(SignInPages.address(request))
        .flatMap(
            may ->
                may
                    ? codes.issue(Purpose.RESET, login, Map.of())
                    : Mono.just(Optional.<String>empty()))
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

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    String next = Own.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    String password = form.text("password");
    if (!UserRules.isPassword(password)) {
      return show(request, "reset-code", next, login, "register.problem.password");
    }
    String code = form.text("verification_code");
    return codes
        .check(Purpose.RESET, login, code)
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> show(request, "reset-code", next, login, "code.problem.wrong");
                  case Spent _ -> show(request, "reset", next, login, "code.problem.expired");
                  case Right _ ->
                      // Hashed first: a full queue must not cost the code.
                      passwords
                          .hash(password)
                          .flatMap(
                              hash ->
                                  codes
                                      .use(Purpose.RESET, login, code)
                                      .filter(used -> used)
                                      .flatMap(_ -> accounts.find(login))
                                      .flatMap(
                                          account -> renewals.changePassword(account, hash, next)))
                          .switchIfEmpty(
                              Mono.defer(
                                  () ->
                                      show(request, "reset", next, login, "code.problem.expired")));
                });
  }
}
