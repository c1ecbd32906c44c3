package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.session.CurrentUser;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignInForm;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
  private final FactorAudit audit;
  private final KnownDevices devices;
  private final Waits waits;
  private final CurrentUser visitors;
  private final SignInForm signInForm;
  private final Forms forms;
  private final Pages pages;

  SecondFactorPages(
      SecondFactors factors,
      RecoveryCodes recoveryCodes,
      FactorAudit audit,
      KnownDevices devices,
      Waits waits,
      CurrentUser visitors,
      SignInForm signInForm,
      Forms forms,
      Pages pages) {
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
    this.audit = audit;
    this.devices = devices;
    this.waits = waits;
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
    return LocalRedirects.pathOr(request.queryParam("return").orElse(null), "/account");
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
                LocalRedirects.pathOr(form.text("return"), "/account"),
                visit -> work.apply(visit, form)));
  }

  private Mono<ServerResponse> show(Visit visit) {
    return factors
        .passed(visit.sessionId(), visit.uid())
        .flatMap(passed -> passed ? passed(visit) : ask(visit));
  }

  private Mono<ServerResponse> passed(Visit visit) {
    return recoveryCodes
        .left(visit.uid())
        .flatMap(left -> render(visit, HttpStatus.OK, Map.of("passed", true, "codesLeft", left)));
  }

  /** Whoever is to enrol gets another secret each time. */
  private Mono<ServerResponse> ask(Visit visit) {
    return factors
        .exists(visit.uid())
        .flatMap(
            exists ->
                exists
                    ? render(visit, HttpStatus.OK, Map.of())
                    : factors
                        .enrol(visit.uid(), visit.sessionId())
                        .flatMap(secret -> enrolment(visit, secret, HttpStatus.OK, Map.of())));
  }

  /** The same secret again: it was scanned, and the code mistyped. */
  private Mono<ServerResponse> again(Visit visit, HttpStatus status, Map<String, Object> problem) {
    return factors
        .exists(visit.uid())
        .flatMap(
            exists ->
                exists
                    ? render(visit, status, problem)
                    : factors
                        .enrolment(visit.uid(), visit.sessionId())
                        .switchIfEmpty(
                            Mono.defer(() -> factors.enrol(visit.uid(), visit.sessionId())))
                        .flatMap(secret -> enrolment(visit, secret, status, problem)));
  }

  private Mono<ServerResponse> enrolment(
      Visit visit, byte[] shared, HttpStatus status, Map<String, Object> problem) {
    Map<String, Object> model = new HashMap<>(problem);
    String secret = Base32.encode(shared);
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
    return render(visit, status, model);
  }

  private Mono<ServerResponse> check(Visit visit, Form form) {
    return factors
        .exists(visit.uid())
        .flatMap(
            existed ->
                pass(visit, form)
                    .flatMap(
                        guess ->
                            switch (guess) {
                              case Guess.Right<Long> _ ->
                                  existed ? Forms.seeOther(visit.back()) : showCodes(visit);
                              case Guess.Wrong<Long> _ ->
                                  again(visit, HttpStatus.OK, problem(visit, guess));
                              case Guess.TooOften<Long> _ ->
                                  again(visit, HttpStatus.TOO_MANY_REQUESTS, problem(visit, guess));
                            }));
  }

  /** From then on guesses made elsewhere do not slow this browser down. */
  private Mono<Guess<Long>> pass(Visit visit, Form form) {
    ServerRequest request = visit.request();
    return factors
        .pass(
            Callers.of(request),
            visit.uid(),
            visit.sessionId(),
            form.text("code"),
            devices.ofSecondFactor(request, visit.account()))
        .doOnNext(
            guess -> {
              if (guess instanceof Guess.Right<Long>) {
                request
                    .exchange()
                    .getResponse()
                    .addCookie(devices.rememberSecondFactor(request, visit.account()));
              }
            });
  }

  private Map<String, Object> problem(Visit visit, Guess<Long> guess) {
    return switch (guess) {
      case Guess.Right<Long> _ -> Map.of();
      case Guess.Wrong<Long> _ -> Map.of("problem", "second-factor.problem.wrong");
      case Guess.TooOften<Long>(Duration delay) ->
          Map.of(
              "problem",
              "second-factor.problem.too-often",
              "wait",
              waits.words(visit.request(), delay));
    };
  }

  private Mono<ServerResponse> showCodes(Visit visit) {
    return show(visit, recoveryCodes.replace(visit.uid()));
  }

  private Mono<ServerResponse> show(Visit visit, Mono<List<String>> made) {
    return made.flatMap(
        codes -> render(visit, HttpStatus.OK, Map.of("recoveryCodes", String.join("\n", codes))));
  }

  private Mono<ServerResponse> freshCodes(Visit visit, Form form) {
    Caller caller = Callers.of(visit.request());
    return confirmed(
        visit,
        form,
        show(visit, audit.with(caller, visit.uid(), "codes", recoveryCodes.replace(visit.uid()))));
  }

  private Mono<ServerResponse> remove(Visit visit, Form form) {
    return confirmed(
        visit,
        form,
        factors
            .remove(Callers.of(visit.request()), visit.uid())
            .then(
                Forms.seeOther(
                    PATH + "?return=" + URLEncoder.encode(visit.back(), StandardCharsets.UTF_8))));
  }

  /** What weakens an account takes another code, however recent the last one. */
  private Mono<ServerResponse> confirmed(Visit visit, Form form, Mono<ServerResponse> work) {
    return pass(visit, form)
        .flatMap(
            guess -> {
              if (guess instanceof Guess.Right<Long>) {
                return work;
              }
              Map<String, Object> model = new HashMap<>(problem(visit, guess));
              model.put("passed", true);
              model.put("codesLeft", 0L);
              return render(visit, HttpStatus.OK, model);
            });
  }

  private Mono<ServerResponse> render(Visit visit, HttpStatus status, Map<String, Object> facts) {
    Map<String, Object> model = new HashMap<>(facts);
    model.put("userName", visit.account().name());
    model.put("back", visit.back());
    return pages.render(visit.request(), status, "second-factor", model);
  }
}
