package io.berth.did.session;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.session.Sessions.Session;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.did.web.Waits;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.PageSecurity;
import java.net.URI;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Signing in and out. */
@Configuration(proxyBeanMethods = false)
public class SignInPages {
  public static final String HOME = "/account";

  private final SignIns signIns;
  private final SignOuts signOuts;
  private final SignInForm signInForm;
  private final SessionCookies cookies;
  private final KnownDevices devices;
  private final Waits waits;
  private final Accounts accounts;
  private final CurrentUser visitors;
  private final Forms forms;

  SignInPages(
      SignIns signIns,
      SignOuts signOuts,
      SignInForm signInForm,
      SessionCookies cookies,
      KnownDevices devices,
      Waits waits,
      Accounts accounts,
      CurrentUser visitors,
      Forms forms) {
    this.signIns = signIns;
    this.signOuts = signOuts;
    this.signInForm = signInForm;
    this.cookies = cookies;
    this.devices = devices;
    this.waits = waits;
    this.accounts = accounts;
    this.visitors = visitors;
    this.forms = forms;
  }

  @Bean
  RouterFunction<ServerResponse> signInRoutes() {
    return RouterFunctions.route()
        .GET("/account/sign-in", this::form)
        .POST("/account/sign-in", request -> forms.accept(request, form -> signIn(request, form)))
        .POST("/account/sign-out", request -> forms.accept(request, form -> signOut(request, form)))
        .build();
  }

  private Mono<ServerResponse> form(ServerRequest request) {
    String next = LocalRedirects.pathOr(request.queryParam("next").orElse(null), HOME);
    return visitors
        .of(request)
        .flatMap(
            visitor ->
                visitor.isPresent()
                    ? Forms.seeOther(next)
                    : signInForm.show(request, HttpStatus.OK, next, "", null, PageSecurity.PLAIN));
  }

  private Mono<ServerResponse> signIn(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), HOME);
    String login = form.text("login");
    return signIns
        .signIn(
            login, form.text("password"), address(request), account -> devices.of(request, account))
        .flatMap(
            signIn ->
                switch (signIn) {
                  case SignIns.SignedIn(Session session, Account account) ->
                      signedIn(request, session, account, next);
                  case SignIns.Recognized _ ->
                      Mono.error(new IllegalStateException("no session was opened"));
                  case SignIns.Wrong _ -> again(request, HttpStatus.OK, next, login, "wrong");
                  case SignIns.Frozen _ -> again(request, HttpStatus.OK, next, login, "frozen");
                  case SignIns.TooOften(Duration delay) ->
                      signInForm.tooOften(request, next, login, waits.words(request, delay));
                });
  }

  private Mono<ServerResponse> again(
      ServerRequest request, HttpStatus status, String next, String login, String problem) {
    return signInForm.show(
        request, status, next, login, "sign-in.problem." + problem, PageSecurity.PLAIN);
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, Session session, Account account, String next) {
    return accounts
        .speaks(session.uid(), Languages.of(request.exchange()).tag())
        .then(
            ServerResponse.seeOther(URI.create(next))
                .cookie(cookies.of(session))
                .cookie(devices.remember(request, account.uid(), account.validFrom()))
                .build());
  }

  private Mono<ServerResponse> signOut(ServerRequest request, Form form) {
    Caller caller = Callers.of(request);
    Long uid = caller.uid();
    String sessionId = caller.sessionId();
    Mono<Void> ended =
        uid == null || sessionId == null ? Mono.empty() : signOuts.end(sessionId, uid);
    return ended.then(
        ServerResponse.seeOther(URI.create(LocalRedirects.pathOr(form.text("next"), "/")))
            .cookie(cookies.gone())
            .build());
  }

  private static String address(ServerRequest request) {
    String address = Callers.of(request).address();
    return address == null ? "unknown" : address;
  }
}
