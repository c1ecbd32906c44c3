package io.berth.did.portal;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.OwnChanges;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.Sessions;
import io.berth.did.session.SignOuts;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the page on which users see where they are signed in, and sign out there. */
@Configuration(proxyBeanMethods = false)
class SessionPages {
  private static final String PATH = "/account/sessions";
  private static final Set<String> DONE = Set.of("ended", "others");

  private final SignedInPages signedIn;
  private final Sessions sessions;
  private final SignOuts signOuts;
  private final BrowserSessions browsers;
  private final OwnChanges audited;
  private final Pages pages;

  SessionPages(
      SignedInPages signedIn,
      Sessions sessions,
      SignOuts signOuts,
      BrowserSessions browsers,
      OwnChanges audited,
      Pages pages) {
    this.signedIn = signedIn;
    this.sessions = sessions;
    this.signOuts = signOuts;
    this.browsers = browsers;
    this.audited = audited;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> sessionRoutes() {
    return RouterFunctions.route()
        .GET(PATH, request -> signedIn.get(request, account -> show(request, account)))
        .POST(
            PATH + "/end",
            request -> signedIn.post(request, (account, form) -> end(request, account, form)))
        .POST(
            PATH + "/end-others",
            request -> signedIn.post(request, (account, _) -> endOthers(request, account)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Account account) {
    String current = Objects.requireNonNull(Callers.of(request).sessionId());
    return sessions
        .of(account.uid())
        .collectList()
        .flatMap(
            open -> {
              Map<String, Object> model =
                  new HashMap<>(
                      Map.of("userName", account.name(), "sessions", open, "current", current));
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "sessions.done." + done));
              return pages.render(request, "sessions", model);
            });
  }

  private Mono<ServerResponse> end(ServerRequest request, Account account, Form form) {
    Caller caller = Callers.of(request);
    return audited
        .ifDone(
            caller,
            account.uid(),
            "user.end-session",
            signOuts.end(form.text("session_id"), account.uid()))
        .then(Forms.seeOther(PATH + "?done=ended"));
  }

  private Mono<ServerResponse> endOthers(ServerRequest request, Account account) {
    return audited.with(
        Callers.of(request),
        account.uid(),
        "user.end-others",
        browsers.signOutElsewhere(request, account.uid(), PATH + "?done=others"));
  }
}
