package io.berth.did.registration;

import io.berth.api.Realm;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.registration.Registrations.NewAccount;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignInForm;
import io.berth.did.session.SignInPages;
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

/**
 * Serves the pages of the registration. The code belongs to the browser and the password that asked
 * for it: somebody else who registers the same address cannot have their password confirmed by its
 * owner (account pre-hijacking).
 */
@Configuration(proxyBeanMethods = false)
class RegisterPages {
  private static final String REGISTER = "register";
  private static final String REGISTER_CODE = "register-code";

  private final Registrations registrations;
  private final BrowserSessions browsers;
  private final SignInForm signInForm;
  private final Waits waits;
  private final Forms forms;
  private final Pages pages;

  RegisterPages(
      Registrations registrations,
      BrowserSessions browsers,
      SignInForm signInForm,
      Waits waits,
      Forms forms,
      Pages pages) {
    this.registrations = registrations;
    this.browsers = browsers;
    this.signInForm = signInForm;
    this.waits = waits;
    this.forms = forms;
    this.pages = pages;
  }

  /** Fields that the pages show again. */
  private record Entry(String next, String login, String name) {

    static Entry of(Form form) {
      return new Entry(
          LocalRedirects.pathOr(form.text("next"), SignInPages.HOME),
          form.login(),
          form.text("name").strip());
    }
  }

  @Bean
  RouterFunction<ServerResponse> registerRoutes() {
    return RouterFunctions.route()
        .GET("/account/register", this::begin)
        .POST("/account/register", request -> forms.accept(request, form -> ask(request, form)))
        .POST(
            "/account/register/code",
            request -> forms.accept(request, form -> confirm(request, form)))
        .build();
  }

  private Mono<ServerResponse> begin(ServerRequest request) {
    String next = LocalRedirects.pathOr(request.queryParam("next").orElse(null), SignInPages.HOME);
    return show(request, REGISTER, new Entry(next, "", ""), null);
  }

  private Mono<ServerResponse> show(
      ServerRequest request, String template, Entry entry, @Nullable String problem) {
    return pages.render(request, template, model(entry, problem));
  }

  private static Map<String, Object> model(Entry entry, @Nullable String problem) {
    Map<String, Object> model =
        new HashMap<>(
            Map.of(
                "next", entry.next(),
                "login", Realm.publicId(entry.login()),
                "name", entry.name()));
    if (problem != null) {
      model.put("problem", problem);
    }
    return model;
  }

  private Mono<ServerResponse> ask(ServerRequest request, Form form) {
    Entry entry = Entry.of(form);
    String password = form.text("password");
    String problem = problem(entry, password);
    if (problem != null) {
      return show(request, REGISTER, entry, problem);
    }
    String language = Languages.of(request.exchange()).tag();
    return registrations
        .mailCode(
            mailed(form, entry),
            KnownDevices.unknownOrigin(request),
            AddressBlock.of(Callers.of(request)),
            new NewAccount(entry.login(), entry.name(), password, language))
        .flatMap(
            sent ->
                sent
                    ? show(request, REGISTER_CODE, entry, null)
                    : show(request, REGISTER, entry, "code.problem.too-often"));
  }

  private static @Nullable String problem(Entry entry, String password) {
    if (!Accounts.isStoredLogin(entry.login())) {
      return "register.problem.login";
    }
    if (!UserRules.isName(entry.name())) {
      return "register.problem.name";
    }
    return UserRules.isPassword(password) ? null : "register.problem.password";
  }

  private static MailedCode mailed(Form form, Entry entry) {
    return MailedCode.ofBrowser(Purpose.REGISTER, entry.login(), form.browser());
  }

  private Mono<ServerResponse> confirm(ServerRequest request, Form form) {
    Entry entry = Entry.of(form);
    String code = form.text("verification_code");
    if (!Accounts.isStoredLogin(entry.login())) {
      return show(request, REGISTER, entry, "register.problem.login");
    }
    MailedCode mailed = mailed(form, entry);
    return registrations
        .check(mailed, code, KnownDevices.unknownOrigin(request))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> show(request, REGISTER_CODE, entry, "code.problem.wrong");
                  case Spent _ -> show(request, REGISTER, entry, "code.problem.expired");
                  case TooOften(Duration delay) -> wait(request, entry, delay);
                  case Right(Map<String, String> payload) ->
                      registrations
                          .use(mailed, code)
                          .flatMap(
                              used ->
                                  used
                                      ? create(request, entry, payload)
                                      : show(request, REGISTER, entry, "code.problem.expired"));
                });
  }

  private Mono<ServerResponse> wait(ServerRequest request, Entry entry, Duration delay) {
    Map<String, Object> model = model(entry, "code.problem.wait");
    model.put("wait", waits.words(request, delay));
    return pages.render(request, HttpStatus.TOO_MANY_REQUESTS, REGISTER_CODE, model);
  }

  private Mono<ServerResponse> create(
      ServerRequest request, Entry entry, Map<String, String> payload) {
    return registrations
        .create(entry.login(), payload)
        .flatMap(uid -> browsers.open(request, uid, entry.next()))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    signInForm.show(
                        request,
                        new SignInForm.Entry(
                            entry.next(),
                            Realm.publicId(entry.login()),
                            "register.problem.taken"))));
  }
}
