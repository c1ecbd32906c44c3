package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.app.AppRecords;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.paypassword.RememberedPayPasswords;
import io.berth.did.session.CurrentUser;
import io.berth.did.session.Renewals;
import io.berth.did.session.SignInForm;
import io.berth.did.session.SignIns;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A user's profile, password and pay password. */
@Configuration(proxyBeanMethods = false)
class AccountPages {
  private static final Set<String> DONE = Set.of("name", "password", "pay-password", "forgotten");

  private final CurrentUser visitors;
  private final SignInForm signInForm;
  private final Accounts accounts;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final RememberedPayPasswords remembered;
  private final AppRecords apps;
  private final SignIns signIns;
  private final Renewals renewals;
  private final Forms forms;
  private final Pages pages;

  AccountPages(
      CurrentUser visitors,
      SignInForm signInForm,
      Accounts accounts,
      Passwords passwords,
      PayPasswords payPasswords,
      RememberedPayPasswords remembered,
      AppRecords apps,
      SignIns signIns,
      Renewals renewals,
      Forms forms,
      Pages pages) {
    this.visitors = visitors;
    this.signInForm = signInForm;
    this.accounts = accounts;
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.remembered = remembered;
    this.apps = apps;
    this.signIns = signIns;
    this.renewals = renewals;
    this.forms = forms;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> accountRoutes() {
    return RouterFunctions.route()
        .GET(
            "/account",
            request ->
                signedIn(request, account -> profile(request, account, null, account.name())))
        .POST("/account", request -> posted(request, (form, who) -> rename(request, form, who)))
        .GET(
            "/account/password",
            request -> signedIn(request, account -> show(request, "password", account, null)))
        .POST(
            "/account/password",
            request -> posted(request, (form, who) -> changePassword(request, form, who)))
        .GET(
            "/account/pay-password",
            request -> signedIn(request, account -> show(request, "pay-password", account, null)))
        .POST(
            "/account/pay-password",
            request -> posted(request, (form, who) -> changePayPassword(request, form, who)))
        .POST(
            "/account/pay-password/forget",
            request ->
                posted(
                    request,
                    (form, who) ->
                        remembered
                            .forget(who.uid(), form.text("app_id"))
                            .then(Forms.seeOther("/account?done=forgotten"))))
        .build();
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, Function<Account, Mono<ServerResponse>> work) {
    return visitors
        .of(request)
        .flatMap(
            visitor ->
                visitor.isPresent() ? work.apply(visitor.get()) : signInForm.inPlace(request));
  }

  private Mono<ServerResponse> posted(
      ServerRequest request, BiFunction<Form, Account, Mono<ServerResponse>> work) {
    return forms.accept(request, form -> signedIn(request, account -> work.apply(form, account)));
  }

  /**
   * @param name as the form shows it
   */
  private Mono<ServerResponse> profile(
      ServerRequest request, Account account, @Nullable String problem, String name) {
    String language = Languages.of(request.exchange()).tag();
    return remembered
        .apps(account.uid())
        .concatMap(apps::find)
        .map(app -> new Remembering(app.appId(), Names.in(language, app.name(), app.appId())))
        .collectList()
        .flatMap(
            all ->
                show(
                    request,
                    "account",
                    account,
                    problem,
                    Map.of("remembering", all, "name", name)));
  }

  /** An app that need not ask for the pay password in some session. */
  record Remembering(String appId, String name) {}

  private Mono<ServerResponse> show(
      ServerRequest request, String template, Account account, @Nullable String problem) {
    return show(request, template, account, problem, Map.of());
  }

  private Mono<ServerResponse> show(
      ServerRequest request,
      String template,
      Account account,
      @Nullable String problem,
      Map<String, Object> more) {
    Map<String, Object> model =
        new HashMap<>(Map.of("account", account, "userName", account.name()));
    model.putAll(more);
    if (problem != null) {
      model.put("problem", problem);
    }
    request
        .queryParam("done")
        .filter(DONE::contains)
        .ifPresent(done -> model.put("done", "account.done." + done));
    return pages.render(request, template, model);
  }

  private Mono<ServerResponse> rename(ServerRequest request, Form form, Account account) {
    String name = form.text("name").strip();
    return UserRules.isName(name)
        ? accounts.rename(account.uid(), name).then(Forms.seeOther("/account?done=name"))
        : profile(request, account, "register.problem.name", name);
  }

  private Mono<ServerResponse> changePassword(ServerRequest request, Form form, Account account) {
    String fresh = form.text("new_password");
    if (!UserRules.isPassword(fresh)) {
      return show(request, "password", account, "register.problem.password");
    }
    return confirm(request, form, account)
        .flatMap(
            right ->
                right
                    ? hash(request, fresh)
                        .flatMap(hash -> renewals.changePassword(request, account, hash))
                    : show(request, "password", account, "password.problem.wrong"));
  }

  private Mono<Boolean> confirm(ServerRequest request, Form form, Account account) {
    String sessionId = Objects.requireNonNull(Callers.of(request).sessionId());
    return signIns.confirm(account, sessionId, from(request), form.text("password"));
  }

  private Mono<String> hash(ServerRequest request, String fresh) {
    return passwords.hash(PasswordUse.ACCOUNT, from(request), fresh);
  }

  private static AddressBlock from(ServerRequest request) {
    return AddressBlock.of(Callers.of(request));
  }

  private Mono<ServerResponse> changePayPassword(
      ServerRequest request, Form form, Account account) {
    String fresh = form.text("pay_password");
    if (!UserRules.isPayPassword(fresh)) {
      return show(request, "pay-password", account, "pay-password.problem.short");
    }
    return confirm(request, form, account)
        .flatMap(
            right ->
                right
                    ? hash(request, fresh)
                        .flatMap(hash -> payPasswords.change(account.uid(), hash).thenReturn(true))
                        .flatMap(_ -> Forms.seeOther("/account?done=pay-password"))
                    : show(request, "pay-password", account, "password.problem.wrong"));
  }
}
