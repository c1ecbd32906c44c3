package io.berth.did.secondfactor;

import io.berth.did.account.Account;
import io.berth.did.session.BrowserSessions;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignInPages;
import io.berth.did.throttle.Guess;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.did.web.Waits;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the form in which people type their second factor when they sign in. */
@Configuration(proxyBeanMethods = false)
class SignInCodePages {
  private final SignInCodes codes;
  private final SecondFactors factors;
  private final BrowserSessions browsers;
  private final KnownDevices devices;
  private final Waits waits;
  private final Forms forms;
  private final Pages pages;

  SignInCodePages(
      SignInCodes codes,
      SecondFactors factors,
      BrowserSessions browsers,
      KnownDevices devices,
      Waits waits,
      Forms forms,
      Pages pages) {
    this.codes = codes;
    this.factors = factors;
    this.browsers = browsers;
    this.devices = devices;
    this.waits = waits;
    this.forms = forms;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> signInCodeRoutes() {
    return RouterFunctions.route()
        .POST(
            "/account/sign-in/code", request -> forms.accept(request, form -> check(request, form)))
        .GET(SignInPages.CONTINUE, this::goOn)
        .build();
  }

  private Mono<ServerResponse> check(ServerRequest request, Form form) {
    String next = LocalRedirects.pathOr(form.text("next"), SignInPages.HOME);
    return codes
        .pending(form)
        .flatMap(account -> check(request, form, account, next))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    Forms.seeOther(
                        "/account/sign-in?next="
                            + URLEncoder.encode(next, StandardCharsets.UTF_8))));
  }

  private Mono<ServerResponse> check(
      ServerRequest request, Form form, Account account, String next) {
    Map<String, Object> again =
        new HashMap<>(Map.of("pending", form.text("pending"), "next", next));
    return factors
        .check(
            Callers.of(request).withUid(account.uid()),
            account.uid(),
            form.text("code"),
            devices.ofSecondFactor(request, account))
        .flatMap(
            guess ->
                switch (guess) {
                  case Guess.Right<Long> _ ->
                      browsers.signInBySecondFactor(request, account, SignInPages.leading(next));
                  case Guess.Wrong<Long> _ -> {
                    again.put("problem", "second-factor.problem.wrong");
                    yield codes.show(request, HttpStatus.OK, again);
                  }
                  case Guess.TooOften<Long>(Duration delay) -> {
                    again.put("problem", "second-factor.problem.too-often");
                    again.put("wait", waits.words(request, delay));
                    yield codes.show(request, HttpStatus.TOO_MANY_REQUESTS, again);
                  }
                });
  }

  private Mono<ServerResponse> goOn(ServerRequest request) {
    String next = LocalRedirects.pathOr(request.queryParam("next").orElse(null), SignInPages.HOME);
    request.exchange().getResponse().getHeaders().set("Refresh", "0; url=" + next);
    return pages.render(request, "continue", Map.of("next", next));
  }
}
