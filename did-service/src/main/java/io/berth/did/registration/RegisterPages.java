package io.berth.did.registration;

import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.mail.Mails;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SessionCookies;
import io.berth.did.session.Sessions;
import io.berth.did.session.SignInForm;
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
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import java.net.URI;
import java.time.Duration;
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
 * The code belongs to the browser and the password that asked for it: somebody else who registers
 * the same address cannot have their password confirmed by its owner (account pre-hijacking).
 */
@Configuration(proxyBeanMethods = false)
class RegisterPages {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final Mails mails;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final KnownDevices devices;
  private final Waits waits;
  private final SignInForm signInForm;
  private final Forms forms;
  private final Pages pages;

  RegisterPages(
      Accounts accounts,
      Passwords passwords,
      VerificationCodes codes,
      Mails mails,
      Sessions sessions,
      SessionCookies cookies,
      KnownDevices devices,
      Waits waits,
      SignInForm signInForm,
      Forms forms,
      Pages pages) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
    this.sessions = sessions;
    this.cookies = cookies;
    this.devices = devices;
    this.waits = waits;
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
                    LocalRedirects.pathOr(
                        request.queryParam("next").orElse(null), SignInPages.HOME),
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
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
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
    Origin origin = KnownDevices.stranger(request);
    return codes
        .mayAsk(origin)
        .flatMap(
            may ->
                may
                    ? codes.issue(
                        mailed(form, login),
                        origin,
                        kept(request, form.text("password"), name, language))
                    : Mono.just(Optional.<String>empty()))
        .flatMap(
            code ->
                code.isEmpty()
                    ? register(request, next, login, name, "code.problem.too-often")
                    : mail(login, language, code.get())
                        .then(typeCode(request, next, login, name, null)));
  }

  private static MailedCode mailed(Form form, String login) {
    return MailedCode.ofBrowser(Purpose.REGISTER, login, form.browser());
  }

  private Mono<Map<String, String>> kept(
      ServerRequest request, String password, String name, String language) {
    AddressBlock from = AddressBlock.of(Callers.of(request));
    return passwords
        .hash(PasswordUse.REGISTRATION, from, password)
        .map(hash -> Map.of("name", name, "hash", hash, "language", language));
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
      ServerRequest request, String next, String login, String name, @Nullable String problem) {
    return typeCode(request, next, login, name, problem, null);
  }

  private Mono<ServerResponse> typeCode(
      ServerRequest request,
      String next,
      String login,
      String name,
      @Nullable String problem,
      @Nullable String wait) {
    Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login, "name", name));
    if (problem != null) {
      model.put("problem", problem);
    }
    if (wait != null) {
      model.put("wait", wait);
      return pages.render(request, HttpStatus.TOO_MANY_REQUESTS, "register-code", model);
    }
    return pages.render(request, "register-code", model);
  }

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
    String login = Accounts.normal(form.text("login"));
    String name = form.text("name").strip();
    String code = form.text("verification_code");
    if (!Accounts.isLogin(login)) {
      return register(request, next, login, name, "register.problem.login");
    }
    MailedCode mailed = mailed(form, login);
    return codes
        .check(mailed, code, KnownDevices.stranger(request))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> typeCode(request, next, login, name, "code.problem.wrong");
                  case Spent _ -> register(request, next, login, name, "code.problem.expired");
                  case TooOften(Duration delay) ->
                      typeCode(
                          request,
                          next,
                          login,
                          name,
                          "code.problem.wait",
                          waits.words(request, delay));
                  case Right(Map<String, String> kept) ->
                      codes
                          .use(mailed, code)
                          .flatMap(
                              used ->
                                  used
                                      ? create(request, next, login, kept)
                                      : register(
                                          request, next, login, name, "code.problem.expired"));
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
                ServerResponse.seeOther(URI.create(next))
                    .cookie(cookies.of(session))
                    .cookie(devices.remember(request, session.uid(), Instant.EPOCH))
                    .build())
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
