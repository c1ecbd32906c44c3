package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.session.SignInForm.Entry;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.did.web.Waits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages for signing in and out. */
@Configuration(proxyBeanMethods = false)
public class SignInPages {
  public static final String HOME = "/account";

  /** Page that goes on to where signing in leads. */
  public static final String CONTINUE = "/account/continue";

  private final SignIns signIns;
  private final BrowserSessions browsers;
  private final SignInForm signInForm;
  private final SignInStep step;
  private final CurrentUser currentUser;
  private final Waits waits;
  private final Forms forms;

  SignInPages(
      SignIns signIns,
      BrowserSessions browsers,
      SignInForm signInForm,
      SignInStep step,
      CurrentUser currentUser,
      Waits waits,
      Forms forms) {
    this.signIns = signIns;
    this.browsers = browsers;
    this.signInForm = signInForm;
    this.step = step;
    this.currentUser = currentUser;
    this.waits = waits;
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

  /**
   * A redirect of a form may not lead to an app's site, as a page that asks for consent does where
   * it was given before: browsers hold redirects to the form's content policy as well. The page in
   * between ends them.
   */
  public static String leading(String next) {
    return next.startsWith(HOME)
        ? next
        : CONTINUE + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }

  private Mono<ServerResponse> form(ServerRequest request) {
    String next = LocalRedirects.pathOr(request.queryParam("next").orElse(null), HOME);
    return currentUser
        .of(request)
        .flatMap(
            user ->
                user.isPresent()
                    ? Forms.seeOther(next)
                    : signInForm.show(request, new Entry(next, "", null)));
  }

  private Mono<ServerResponse> signIn(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), HOME);
    String login = form.text("login");
    return signIns
        .check(request, form.login(), form.text("password"))
        .flatMap(
            signIn ->
                switch (signIn) {
                  case SignIns.Recognized(Account account) ->
                      step.ask(request, form, account, next)
                          .switchIfEmpty(Mono.defer(() -> browsers.signIn(request, account, next)));
                  case SignIns.Wrong _ -> again(request, next, login, "wrong");
                  case SignIns.Frozen _ -> again(request, next, login, "frozen");
                  case SignIns.TooOften(Duration delay) ->
                      signInForm.tooOften(request, next, login, waits.words(request, delay));
                });
  }

  private Mono<ServerResponse> again(
      ServerRequest request, String next, String login, String problem) {
    return signInForm.show(request, new Entry(next, login, "sign-in.problem." + problem));
  }

  private Mono<ServerResponse> signOut(ServerRequest request, Form form) {
    return browsers.signOut(request, LocalRedirects.pathOr(form.text("next"), "/"));
  }
}
