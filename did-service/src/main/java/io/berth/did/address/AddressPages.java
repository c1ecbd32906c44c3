package io.berth.did.address;

import io.berth.api.Realm;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.secondfactor.Reauthentication;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignedInPages;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.TooOften;
import io.berth.did.verification.VerificationCodes.Wrong;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.Waits;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages on which users change their mail address. */
@Configuration(proxyBeanMethods = false)
class AddressPages {
  private static final String PATH = "/account/address";
  private static final String ADDRESS = "address";
  private static final String ADDRESS_CODE = "address-code";

  private final SignedInPages signedIn;
  private final Reauthentication reauthentication;
  private final AddressCodes codes;
  private final AddressChanges changes;
  private final Waits waits;
  private final Pages pages;

  AddressPages(
      SignedInPages signedIn,
      Reauthentication reauthentication,
      AddressCodes codes,
      AddressChanges changes,
      Waits waits,
      Pages pages) {
    this.signedIn = signedIn;
    this.reauthentication = reauthentication;
    this.codes = codes;
    this.changes = changes;
    this.waits = waits;
    this.pages = pages;
  }

  /**
   * @param login that the account is to have
   */
  private record Change(ServerRequest request, Account account, String login) {
    String sessionId() {
      return Objects.requireNonNull(Callers.of(request).sessionId());
    }

    MailedCode mailed() {
      return MailedCode.ofAddress(login, account.uid(), sessionId());
    }
  }

  @Bean
  RouterFunction<ServerResponse> addressRoutes() {
    return RouterFunctions.route()
        .GET(
            PATH,
            request ->
                signedIn.get(
                    request, account -> show(new Change(request, account, ""), ADDRESS, null)))
        .POST(
            PATH,
            request ->
                signedIn.post(
                    request, (account, form) -> ask(change(request, account, form), form)))
        .POST(
            PATH + "/code",
            request ->
                signedIn.post(
                    request, (account, form) -> confirm(change(request, account, form), form)))
        .build();
  }

  private static Change change(ServerRequest request, Account account, Form form) {
    return new Change(request, account, form.login());
  }

  private Mono<ServerResponse> show(Change change, String template, @Nullable String problem) {
    return reauthentication
        .asksForCode(change.account())
        .flatMap(
            asks -> {
              Map<String, Object> model = model(change, problem);
              model.put("asksForCode", asks);
              return pages.render(change.request(), template, model);
            });
  }

  private static Map<String, Object> model(Change change, @Nullable String problem) {
    Map<String, Object> model =
        new HashMap<>(
            Map.of(
                "account", change.account(),
                "userName", change.account().name(),
                "login", Realm.publicId(change.login())));
    if (problem != null) {
      model.put("problem", problem);
    }
    return model;
  }

  private Mono<ServerResponse> ask(Change change, Form form) {
    if (!Accounts.isStoredLogin(change.login())) {
      return show(change, ADDRESS, "register.problem.login");
    }
    return reauthentication
        .problem(change.request(), change.account(), form)
        .flatMap(problem -> show(change, ADDRESS, problem))
        .switchIfEmpty(Mono.defer(() -> mail(change)));
  }

  private Mono<ServerResponse> mail(Change change) {
    return codes
        .mail(
            change.account().uid(),
            change.mailed(),
            KnownDevices.unknownOrigin(change.request()),
            Languages.of(change.request().exchange()).tag())
        .flatMap(
            sent ->
                sent
                    ? show(change, ADDRESS_CODE, null)
                    : show(change, ADDRESS, "code.problem.too-often"));
  }

  private Mono<ServerResponse> confirm(Change change, Form form) {
    if (!Accounts.isStoredLogin(change.login())) {
      return show(change, ADDRESS, "register.problem.login");
    }
    String code = form.text("verification_code");
    return codes
        .check(change.mailed(), code, KnownDevices.unknownOrigin(change.request()))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> show(change, ADDRESS_CODE, "code.problem.wrong");
                  case Spent _ -> show(change, ADDRESS, "code.problem.expired");
                  case TooOften(Duration delay) -> wait(change, delay);
                  case Right _ ->
                      codes
                          .use(change.mailed(), code)
                          .flatMap(
                              used ->
                                  used
                                      ? change(change)
                                      : show(change, ADDRESS, "code.problem.expired"));
                });
  }

  private Mono<ServerResponse> wait(Change change, Duration delay) {
    Map<String, Object> model = model(change, "code.problem.wait");
    model.put("wait", waits.words(change.request(), delay));
    return pages.render(change.request(), HttpStatus.TOO_MANY_REQUESTS, ADDRESS_CODE, model);
  }

  private Mono<ServerResponse> change(Change change) {
    return changes
        .change(Callers.of(change.request()), change.account(), change.login())
        .flatMap(
            changed ->
                changed
                    ? Forms.seeOther("/account?done=address")
                    : show(change, ADDRESS, "address.problem.taken"));
  }
}
