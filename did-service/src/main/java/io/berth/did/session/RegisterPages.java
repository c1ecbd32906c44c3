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
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import java.net.URI;
import java.time.Instant;
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

/**
 * Registering: the account is made once a mailed code was typed, so the address is the person's.
 */
@Configuration(proxyBeanMethods = false)
class RegisterPages {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final CodeMails mails;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final SignInForm signInForm;
  private final Forms forms;
  private final Pages pages;

  RegisterPages(
      Accounts accounts,
      Passwords passwords,
      VerificationCodes codes,
      CodeMails mails,
      Sessions sessions,
      SessionCookies cookies,
      SignInForm signInForm,
      Forms forms,
      Pages pages) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
    this.sessions = sessions;
    this.cookies = cookies;
    this.signInForm = signInForm;
    this.forms = forms;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> registerRoutes() {
    return RouterFunctions.route()
        .GET(
            "/account/register",
            request ->
                register(
                    request,
                    Own.pathOr(request.queryParam("next").orElse(null), SignInPages.HOME),
                    "",
                    "",
                    null))
        .POST("/account/register", request -> forms.accept(request, form -> ask(request, form)))
        .POST(
            "/account/register/code",
            request -> forms.accept(request, form -> confirm(request, form)))
        .build();
  }

  private Mono<ServerResponse> register(
      ServerRequest request, String next, String login, String name, @Nullable String problem) {
    Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login, "name", name));
    if (problem != null) {
      model.put("problem", problem);
    }
    return pages.render(request, "register", model);
  }

  private Mono<ServerResponse> ask(ServerRequest request, Form form) {
    String next = Own.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    String name = form.text("name").strip();
    String problem =
        !Accounts.isLogin(login)
            ? "register.problem.login"
            : !UserRules.isName(name)
                ? "register.problem.name"
                : UserRules.isPassword(form.text("password")) ? null : "register.problem.password";
    if (problem != null) {
      return register(request, next, login, name, problem);
    }
    String language = Languages.of(request.exchange()).tag();
    return codes
        .mayAsk(SignInPages.address(request))
        .flatMap(
            may ->
                may
                    ? passwords
                        .hash(form.text("password"))
                        .flatMap(
                            hash ->
                                codes.issue(
                                    Purpose.REGISTER,
                                    login,
                                    Map.of("name", name, "hash", hash, "language", language)))
                    : Mono.just(Optional.<String>empty()))
        .flatMap(
            code ->
                code.isEmpty()
                    ? register(request, next, login, name, "code.problem.too-often")
                    : mail(login, language, code.get()).then(typeCode(request, next, login, null)));
  }

  /** Nobody is told here whether an address has an account; its owner is told by mail. */
  private Mono<Void> mail(String login, String language, String code) {
    return accounts
        .find(login)
        .hasElement()
        .flatMap(
            taken ->
                taken
                    ? mails.alreadyRegistered(login, language)
                    : mails.send(login, language, Purpose.REGISTER, code));
  }

  private Mono<ServerResponse> typeCode(
      ServerRequest request, String next, String login, @Nullable String problem) {
    Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login));
    if (problem != null) {
      model.put("problem", problem);
    }
    return pages.render(request, "register-code", model);
  }

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    String next = Own.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    String code = form.text("verification_code");
    return codes
        .check(Purpose.REGISTER, login, code)
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> typeCode(request, next, login, "code.problem.wrong");
                  case Spent _ -> register(request, next, login, "", "code.problem.expired");
                  case Right(Map<String, String> kept) ->
                      codes
                          .use(Purpose.REGISTER, login, code)
                          .flatMap(
                              used ->
                                  used
                                      ? create(request, next, login, kept)
                                      : register(request, next, login, "", "code.problem.expired"));
                });
  }

  private Mono<ServerResponse> create(
      ServerRequest request, String next, String login, Map<String, String> kept) {
    return accounts
        .create(login, null, kept.getOrDefault("name", ""), kept.get("hash"))
        .flatMap(
            uid ->
                accounts
                    .speaks(uid, kept.getOrDefault("language", "en"))
                    .then(sessions.open(uid, Instant.EPOCH)))
        .flatMap(
            session ->
                ServerResponse.seeOther(URI.create(next)).cookie(cookies.of(session)).build())
        .switchIfEmpty(
            Mono.defer(
                () ->
                    signInForm.show(
                        request,
                        HttpStatus.OK,
                        next,
                        login,
                        "register.problem.taken",
                        PageSecurity.PLAIN)));
  }
}
