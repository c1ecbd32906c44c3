package io.berth.did.passkey;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.passkey.Challenges.Challenge;
import io.berth.did.passkey.WebAuthn.Signature;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.SignInForm;
import io.berth.did.session.SignInForm.Entry;
import io.berth.did.session.SignInPages;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import io.berth.service.json.BerthJson;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Signs people in with a passkey: it proves that they have a device and can unlock it, hence both
 * factors.
 */
@Configuration(proxyBeanMethods = false)
class PasskeySignInPages {
  private static final String PATH = "/account/sign-in/passkey";
  private static final int PER_WINDOW = 60;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final Challenges challenges;
  private final WebAuthn webAuthn;
  private final Passkeys passkeys;
  private final Accounts accounts;
  private final Throttles throttles;
  private final Browsers browsers;
  private final Forms forms;

  /** Ends a sign-in: with a session, or with the form once more. */
  @Component
  record Browsers(BrowserSessions sessions, SignInForm form) {}

  PasskeySignInPages(
      Challenges challenges,
      WebAuthn webAuthn,
      Passkeys passkeys,
      Accounts accounts,
      Throttles throttles,
      Browsers browsers,
      Forms forms) {
    this.challenges = challenges;
    this.webAuthn = webAuthn;
    this.passkeys = passkeys;
    this.accounts = accounts;
    this.throttles = throttles;
    this.browsers = browsers;
    this.forms = forms;
  }

  @Bean
  RouterFunction<ServerResponse> passkeySignInRoutes() {
    return RouterFunctions.route()
        .POST(PATH + "/challenge", request -> forms.accept(request, this::challenge))
        .POST(PATH, request -> forms.accept(request, form -> signIn(request, form)))
        .build();
  }

  /** For the page's script, which asks when the button is pressed: a challenge lives shortly. */
  private Mono<ServerResponse> challenge(Form form) {
    Challenge challenge = challenges.make(Challenges.signIn(form.browser()));
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .bodyValue(
            BerthJson.mapper()
                .writeValueAsString(
                    Map.of(
                        "token",
                        challenge.token(),
                        "challenge",
                        challenge.text(),
                        "rpId",
                        webAuthn.rpId(form.realm()))));
  }

  private Mono<ServerResponse> signIn(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
    String from = AddressBlock.of(Callers.of(request)).text();
    return throttles
        .take(new Limit("passkey-sign-in/" + from, PER_WINDOW, WINDOW))
        .filter(free -> free)
        .flatMap(_ -> owner(form))
        .flatMap(
            account ->
                account.frozen()
                    ? again(request, next, "sign-in.problem.frozen")
                    : browsers
                        .sessions()
                        .signInByPasskey(request, account, SignInPages.leading(next)))
        .switchIfEmpty(Mono.defer(() -> again(request, next, "passkeys.problem.sign-in")));
  }

  /** The account whose passkey has signed; empty where none has. */
  private Mono<Account> owner(Form form) {
    return Mono.justOrEmpty(webAuthn.read(form.text("credential")))
        .flatMap(
            signature ->
                challenges
                    .use(form.text("token"), Challenges.signIn(form.browser()))
                    .flatMap(challenge -> owner(form, signature, challenge)));
  }

  private Mono<Account> owner(Form form, Signature signature, Challenge challenge) {
    return passkeys
        .find(signature.credentialId())
        .flatMap(
            passkey ->
                Mono.justOrEmpty(webAuthn.verify(signature, passkey, challenge))
                    .flatMap(count -> passkeys.use(passkey.id(), passkey.key().signCount(), count))
                    .filter(used -> used)
                    .flatMap(_ -> accounts.find(passkey.uid())))
        .filter(account -> account.realm() == form.realm());
  }

  private Mono<ServerResponse> again(ServerRequest request, String next, String problem) {
    return browsers.form().show(request, new Entry(next, "", problem));
  }
}
