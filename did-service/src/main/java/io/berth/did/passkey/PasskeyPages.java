package io.berth.did.passkey;

import io.berth.did.account.Account;
import io.berth.did.account.OwnChanges;
import io.berth.did.account.UserRules;
import io.berth.did.notice.SecurityNotices;
import io.berth.did.passkey.Challenges.Challenge;
import io.berth.did.secondfactor.Reauthentication;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the page on which users see, add, rename and remove their passkeys. */
@Configuration(proxyBeanMethods = false)
class PasskeyPages {
  private static final String PATH = "/account/passkeys";
  private static final Set<String> DONE = Set.of("added", "renamed", "removed");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SignedInPages signedIn;
  private final Reauthentication reauthentication;
  private final Passkeys passkeys;
  private final Challenges challenges;
  private final WebAuthn webAuthn;
  private final Changes changes;
  private final Pages pages;

  /** Tells people, and the audit log, what was changed. */
  @Component
  record Changes(OwnChanges audit, SecurityNotices notices) {}

  PasskeyPages(
      SignedInPages signedIn,
      Reauthentication reauthentication,
      Passkeys passkeys,
      Challenges challenges,
      WebAuthn webAuthn,
      Changes changes,
      Pages pages) {
    this.signedIn = signedIn;
    this.reauthentication = reauthentication;
    this.passkeys = passkeys;
    this.challenges = challenges;
    this.webAuthn = webAuthn;
    this.changes = changes;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> passkeyRoutes() {
    return RouterFunctions.route()
        .GET(PATH, request -> signedIn.get(request, account -> show(request, account, Map.of())))
        .POST(
            PATH + "/new",
            request -> signedIn.post(request, (account, form) -> begin(request, account, form)))
        .POST(
            PATH, request -> signedIn.post(request, (account, form) -> add(request, account, form)))
        .POST(
            PATH + "/rename",
            request -> signedIn.post(request, (account, form) -> rename(request, account, form)))
        .POST(
            PATH + "/remove",
            request -> signedIn.post(request, (account, form) -> remove(request, account, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Account account, Map<String, ?> more) {
    return Mono.zip(passkeys.of(account.uid()), reauthentication.asksForCode(account))
        .flatMap(
            both -> {
              Map<String, Object> model = new HashMap<>(more);
              model.put("userName", account.name());
              model.put("passkeys", both.getT1());
              model.put("asksForCode", both.getT2());
              model.put("full", both.getT1().size() >= Passkeys.MOST);
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "passkeys.done." + done));
              return pages.render(request, "passkeys", model);
            });
  }

  /** Whoever is at a browser that somebody left signed in must not add a passkey of their own. */
  private Mono<ServerResponse> confirmed(
      ServerRequest request, Account account, Form form, Mono<ServerResponse> work) {
    return reauthentication
        .problem(request, account, form)
        .flatMap(
            problem -> show(request, account, Map.of("problem", problem, "of", form.text("id"))))
        .switchIfEmpty(work);
  }

  /** Data for the browser, which asks the person to unlock the device. */
  record Creation(
      String token, String challenge, String rpId, String user, String login, String exclude) {}

  private Mono<ServerResponse> begin(ServerRequest request, Account account, Form form) {
    return confirmed(
        request,
        account,
        form,
        Mono.defer(() -> passkeys.of(account.uid()))
            .flatMap(
                present ->
                    pages.render(
                        request,
                        "passkey-new",
                        Map.of(
                            "userName",
                            account.name(),
                            "creation",
                            creation(account, sessionId(request), present)))));
  }

  private Creation creation(Account account, String sessionId, List<Passkey> present) {
    Challenge challenge = challenges.make(Challenges.adding(account.uid(), sessionId));
    return new Creation(
        challenge.token(),
        challenge.text(),
        webAuthn.rpId(account.realm()),
        BASE64.encodeToString(WebAuthn.userHandle(account.uid())),
        account.address(),
        present.stream()
            .map(passkey -> BASE64.encodeToString(passkey.credentialId()))
            .collect(Collectors.joining(",")));
  }

  private Mono<ServerResponse> add(ServerRequest request, Account account, Form form) {
    String name = form.text("name").strip();
    long uid = account.uid();
    return challenges
        .use(form.text("token"), Challenges.adding(uid, sessionId(request)))
        .flatMap(
            challenge ->
                Mono.justOrEmpty(
                    webAuthn.made(form.text("credential"), challenge, account.realm())))
        .filter(_ -> UserRules.isName(name))
        .flatMap(
            made ->
                changes
                    .audit()
                    .ifDone(
                        Callers.of(request),
                        uid,
                        "passkey.add",
                        passkeys.add(uid, made.credentialId(), name, made.key())))
        .filter(added -> added)
        .doOnNext(_ -> changes.notices().passkeyAdded(uid, name))
        .flatMap(_ -> Forms.seeOther(PATH + "?done=added"))
        .switchIfEmpty(
            Mono.defer(
                () -> show(request, account, Map.of("problem", "passkeys.problem.add", "of", ""))));
  }

  private Mono<ServerResponse> rename(ServerRequest request, Account account, Form form) {
    String name = form.text("name").strip();
    return withId(
        form,
        id ->
            UserRules.isName(name)
                ? passkeys
                    .rename(account.uid(), id, name)
                    .then(Forms.seeOther(PATH + "?done=renamed"))
                : show(
                    request,
                    account,
                    Map.of("problem", "register.problem.name", "of", form.text("id"))));
  }

  private Mono<ServerResponse> remove(ServerRequest request, Account account, Form form) {
    return confirmed(
        request,
        account,
        form,
        Mono.defer(
            () ->
                withId(
                    form,
                    id ->
                        changes
                            .audit()
                            .ifDone(
                                Callers.of(request),
                                account.uid(),
                                "passkey.remove",
                                passkeys.remove(account.uid(), id))
                            .doOnNext(
                                removed -> {
                                  if (removed) {
                                    changes.notices().passkeyRemoved(account.uid());
                                  }
                                })
                            .then(Forms.seeOther(PATH + "?done=removed")))));
  }

  private static Mono<ServerResponse> withId(Form form, Function<Long, Mono<ServerResponse>> work) {
    String id = form.text("id");
    return id.matches("\\d{1,18}") ? work.apply(Long.valueOf(id)) : Forms.seeOther(PATH);
  }

  private static String sessionId(ServerRequest request) {
    return Objects.requireNonNull(Callers.of(request).sessionId());
  }
}
