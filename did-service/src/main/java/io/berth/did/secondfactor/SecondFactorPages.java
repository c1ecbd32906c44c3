package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.secondfactor.SecondFactors.Check;
import io.berth.did.secondfactor.SecondFactors.Factor;
import io.berth.did.session.SignInForm;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.Own;
import io.berth.did.web.Visitors;
import io.berth.service.page.Pages;
import io.berth.service.vouch.Callers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Setting a second factor up, and passing it. */
@Configuration(proxyBeanMethods = false)
class SecondFactorPages {
  private static final String PATH = "/account/second-factor";

  private final SecondFactors factors;
  private final RecoveryCodes recoveryCodes;
  private final Visitors visitors;
  private final SignInForm signInForm;
  private final Forms forms;
  private final Pages pages;

  SecondFactorPages(
      SecondFactors factors,
      RecoveryCodes recoveryCodes,
      Visitors visitors,
      SignInForm signInForm,
      Forms forms,
      Pages pages) {
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
    this.visitors = visitors;
    this.signInForm = signInForm;
    this.forms = forms;
    this.pages = pages;
  }

  /** Somebody signed in, and where they want to go on to. */
  private record Visit(ServerRequest request, Account account, String sessionId, String back) {
    long uid() {
      return account.uid();
    }
  }

  @Bean
  RouterFunction<ServerResponse> secondFactorRoutes() {
    return RouterFunctions.route()
        .GET(PATH, request -> signedIn(request, back(request), this::show))
        .POST(PATH, request -> posted(request, this::check))
        .POST(PATH + "/codes", request -> posted(request, this::freshCodes))
        .POST(PATH + "/remove", request -> posted(request, this::remove))
        .build();
  }

  private static String back(ServerRequest request) {
    return Own.pathOr(request.queryParam("return").orElse(null), "/account");
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, String back, Function<Visit, Mono<ServerResponse>> work) {
    Caller caller = Callers.of(request);
    return visitors
        .of(request)
        .flatMap(
            account ->
                account.isPresent()
                    ? work.apply(
                        new Visit(
                            request,
                            account.get(),
                            Objects.requireNonNull(caller.sessionId()),
                            back))
                    : signInForm.inPlace(request));
  }

  private interface Posted {
    Mono<ServerResponse> apply(Visit visit, Form form);
  }

  private Mono<ServerResponse> posted(ServerRequest request, Posted work) {
    return forms.accept(
        request,
        form ->
            signedIn(
                request,
                Own.pathOr(form.text("return"), "/account"),
                visit -> work.apply(visit, form)));
  }

  private Mono<ServerResponse> show(Visit visit) {
    return factors
        .passed(visit.sessionId(), visit.uid())
        .flatMap(passed -> passed ? passed(visit) : ask(visit, HttpStatus.OK, null));
  }

  private Mono<ServerResponse> passed(Visit visit) {
    return recoveryCodes
        .left(visit.uid())
        .flatMap(left -> render(visit, HttpStatus.OK, Map.of("passed", true, "codesLeft", left)));
  }

  private Mono<ServerResponse> ask(Visit visit, HttpStatus status, @Nullable String problem) {
    return factors
        .ensure(visit.uid())
        .flatMap(
            factor -> {
              Map<String, Object> model = new HashMap<>();
              if (problem != null) {
                model.put("problem", "second-factor.problem." + problem);
              }
              if (!factor.confirmed()) {
                enrolment(visit, factor, model);
              }
              return render(visit, status, model);
            });
  }

  private static void enrolment(Visit visit, Factor factor, Map<String, Object> model) {
    String secret = Base32.encode(factor.secret());
    String link =
        String.format(
            Locale.ROOT,
            "otpauth://totp/Berth:%s?secret=%s&issuer=Berth&algorithm=SHA1&digits=%d&period=%d",
            URLEncoder.encode(visit.account().login(), StandardCharsets.UTF_8),
            secret,
            Totp.DIGITS,
            Totp.STEP.toSeconds());
    model.put("link", link);
    model.put("qr", QrCode.of(link));
    model.put("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
  }

  private Mono<ServerResponse> check(Visit visit, Form form) {
    return factors
        .ensure(visit.uid())
        .flatMap(
            before ->
                factors
                    .pass(visit.uid(), visit.sessionId(), form.text("code"))
                    .flatMap(
                        check ->
                            switch (check) {
                              case RIGHT ->
                                  before.confirmed()
                                      ? Forms.seeOther(visit.back())
                                      : showCodes(visit);
                              case WRONG -> ask(visit, HttpStatus.OK, "wrong");
                              case TOO_OFTEN ->
                                  ask(visit, HttpStatus.TOO_MANY_REQUESTS, "too-often");
                            }));
  }

  private Mono<ServerResponse> showCodes(Visit visit) {
    return recoveryCodes
        .replace(visit.uid())
        .flatMap(
            codes ->
                render(visit, HttpStatus.OK, Map.of("recoveryCodes", String.join("\n", codes))));
  }

  private Mono<ServerResponse> freshCodes(Visit visit, Form form) {
    return confirmed(visit, form, showCodes(visit));
  }

  private Mono<ServerResponse> remove(Visit visit, Form form) {
    return confirmed(
        visit,
        form,
        factors
            .remove(visit.uid())
            .then(
                Forms.seeOther(
                    PATH + "?return=" + URLEncoder.encode(visit.back(), StandardCharsets.UTF_8))));
  }

  /** What weakens an account takes another code, however recent the last one. */
  private Mono<ServerResponse> confirmed(Visit visit, Form form, Mono<ServerResponse> work) {
    return factors
        .pass(visit.uid(), visit.sessionId(), form.text("code"))
        .flatMap(
            check ->
                check == Check.RIGHT
                    ? work
                    : render(
                        visit,
                        HttpStatus.OK,
                        Map.of(
                            "passed",
                            true,
                            "codesLeft",
                            0L,
                            "problem",
                            "second-factor.problem."
                                + (check == Check.WRONG ? "wrong" : "too-often"))));
  }

  private Mono<ServerResponse> render(Visit visit, HttpStatus status, Map<String, Object> facts) {
    Map<String, Object> model = new HashMap<>(facts);
    model.put("userName", visit.account().name());
    model.put("back", visit.back());
    return pages.render(visit.request(), status, "second-factor", model);
  }
}
