package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.app.AppRecords;
import io.berth.did.payer.RememberedPayPasswords;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the page of a user's profile. */
@Configuration(proxyBeanMethods = false)
class AccountPages {
  private static final Set<String> DONE =
      Set.of("name", "password", "pay-password", "forgotten", "address", "second-factor");

  private final SignedInPages signedIn;
  private final Accounts accounts;
  private final RememberedPayPasswords remembered;
  private final AppRecords apps;
  private final Pages pages;

  AccountPages(
      SignedInPages signedIn,
      Accounts accounts,
      RememberedPayPasswords remembered,
      AppRecords apps,
      Pages pages) {
    this.signedIn = signedIn;
    this.accounts = accounts;
    this.remembered = remembered;
    this.apps = apps;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> accountRoutes() {
    return RouterFunctions.route()
        .GET(
            "/account",
            request ->
                signedIn.get(request, account -> show(request, account, null, account.name())))
        .POST(
            "/account",
            request -> signedIn.post(request, (account, form) -> rename(request, account, form)))
        .POST(
            "/account/pay-password/forget",
            request ->
                signedIn.post(
                    request,
                    (account, form) ->
                        remembered
                            .forget(account.uid(), form.text("app_id"))
                            .then(Forms.seeOther("/account?done=forgotten"))))
        .build();
  }

  private Mono<ServerResponse> rename(ServerRequest request, Account account, Form form) {
    String name = form.text("name").strip();
    return UserRules.isName(name)
        ? accounts.rename(account.uid(), name).then(Forms.seeOther("/account?done=name"))
        : show(request, account, "register.problem.name", name);
  }

  /** An app that need not ask for the pay password in some session. */
  record Remembering(String appId, String name) {}

  /**
   * @param name as the form shows it
   */
  private Mono<ServerResponse> show(
      ServerRequest request, Account account, @Nullable String problem, String name) {
    String language = Languages.of(request.exchange()).tag();
    return remembered
        .apps(account.uid())
        .concatMap(apps::find)
        .map(
            app ->
                new Remembering(app.appId(), Names.in(language, app.profile().name(), app.appId())))
        .collectList()
        .flatMap(
            remembering -> {
              Map<String, Object> model = new HashMap<>();
              model.put("account", account);
              model.put("userName", account.name());
              model.put("remembering", remembering);
              model.put("name", name);
              if (problem != null) {
                model.put("problem", problem);
              }
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "account.done." + done));
              return pages.render(request, "account", model);
            });
  }
}
