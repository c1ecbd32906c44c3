package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.secondfactor.Reauthentication;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages on which users change their password and pay password. */
@Configuration(proxyBeanMethods = false)
class PasswordPages {
  private static final String PASSWORD = "password";
  private static final String PAY_PASSWORD = "pay-password";

  private final SignedInPages signedIn;
  private final Reauthentication reauthentication;
  private final BrowserSessions browsers;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final Pages pages;

  PasswordPages(
      SignedInPages signedIn,
      Reauthentication reauthentication,
      BrowserSessions browsers,
      Passwords passwords,
      PayPasswords payPasswords,
      Pages pages) {
    this.signedIn = signedIn;
    this.reauthentication = reauthentication;
    this.browsers = browsers;
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> passwordRoutes() {
    return RouterFunctions.route()
        .GET(
            "/account/password",
            request -> signedIn.get(request, account -> show(request, PASSWORD, account, null)))
        .POST(
            "/account/password",
            request ->
                signedIn.post(request, (account, form) -> changePassword(request, account, form)))
        .GET(
            "/account/pay-password",
            request -> signedIn.get(request, account -> show(request, PAY_PASSWORD, account, null)))
        .POST(
            "/account/pay-password",
            request ->
                signedIn.post(
                    request, (account, form) -> changePayPassword(request, account, form)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, String template, Account account, @Nullable String problem) {
    return reauthentication
        .asksForCode(account)
        .flatMap(
            asks -> {
              Map<String, Object> model =
                  new HashMap<>(
                      Map.of("account", account, "userName", account.name(), "asksForCode", asks));
              if (problem != null) {
                model.put("problem", problem);
              }
              return pages.render(request, template, model);
            });
  }

  private Mono<ServerResponse> changePassword(ServerRequest request, Account account, Form form) {
    String fresh = form.text("new_password");
    if (!UserRules.isPassword(fresh)) {
      return show(request, PASSWORD, account, "register.problem.password");
    }
    return reauthentication
        .problem(request, account, form)
        .flatMap(problem -> show(request, PASSWORD, account, problem))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    hash(request, fresh)
                        .flatMap(
                            hash ->
                                browsers.changePassword(
                                    request, account, hash, "/account?done=password"))));
  }

  private Mono<ServerResponse> changePayPassword(
      ServerRequest request, Account account, Form form) {
    String fresh = form.text("pay_password");
    if (!UserRules.isPayPassword(fresh)) {
      return show(request, PAY_PASSWORD, account, "pay-password.problem.short");
    }
    return reauthentication
        .problem(request, account, form)
        .flatMap(problem -> show(request, PAY_PASSWORD, account, problem))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    hash(request, fresh)
                        .flatMap(
                            hash ->
                                payPasswords
                                    .changeOwn(Callers.of(request), account.uid(), hash)
                                    .then(Forms.seeOther("/account?done=pay-password")))));
  }

  private Mono<String> hash(ServerRequest request, String fresh) {
    return passwords.hash(PasswordUse.ACCOUNT, AddressBlock.of(Callers.of(request)), fresh);
  }
}
