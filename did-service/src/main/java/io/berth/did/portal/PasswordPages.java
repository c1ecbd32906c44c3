package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.SignIns;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
  private final SignIns signIns;
  private final BrowserSessions browsers;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final Pages pages;

  PasswordPages(
      SignedInPages signedIn,
      SignIns signIns,
      BrowserSessions browsers,
      Passwords passwords,
      PayPasswords payPasswords,
      Pages pages) {
    this.signedIn = signedIn;
    this.signIns = signIns;
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
    Map<String, Object> model =
        new HashMap<>(Map.of("account", account, "userName", account.name()));
    if (problem != null) {
      model.put("problem", problem);
    }
    return pages.render(request, template, model);
  }

  private Mono<ServerResponse> changePassword(ServerRequest request, Account account, Form form) {
    String fresh = form.text("new_password");
    if (!UserRules.isPassword(fresh)) {
      return show(request, PASSWORD, account, "register.problem.password");
    }
    return confirm(request, account, form)
        .flatMap(
            right ->
                right
                    ? hash(request, fresh)
                        .flatMap(
                            hash ->
                                browsers.changePassword(
                                    request, account, hash, "/account?done=password"))
                    : show(request, PASSWORD, account, "password.problem.wrong"));
  }

  private Mono<ServerResponse> changePayPassword(
      ServerRequest request, Account account, Form form) {
    String fresh = form.text("pay_password");
    if (!UserRules.isPayPassword(fresh)) {
      return show(request, PAY_PASSWORD, account, "pay-password.problem.short");
    }
    return confirm(request, account, form)
        .flatMap(
            right ->
                right
                    ? hash(request, fresh)
                        .flatMap(
                            hash ->
                                payPasswords
                                    .changeOwn(Callers.of(request), account.uid(), hash)
                                    .thenReturn(true))
                        .flatMap(_ -> Forms.seeOther("/account?done=pay-password"))
                    : show(request, PAY_PASSWORD, account, "password.problem.wrong"));
  }

  private Mono<Boolean> confirm(ServerRequest request, Account account, Form form) {
    String sessionId = Objects.requireNonNull(Callers.of(request).sessionId());
    return signIns.confirm(account, sessionId, address(request), form.text("password"));
  }

  private Mono<String> hash(ServerRequest request, String fresh) {
    return passwords.hash(PasswordUse.ACCOUNT, address(request), fresh);
  }

  private static AddressBlock address(ServerRequest request) {
    return AddressBlock.of(Callers.of(request));
  }
}
