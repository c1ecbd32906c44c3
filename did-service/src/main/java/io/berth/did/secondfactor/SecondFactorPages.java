package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.did.account.Account;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignedInPages;
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
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages on which users set a second factor up and pass it. */
@Configuration(proxyBeanMethods = false)
class SecondFactorPages {
  private static final String PATH = "/account/second-factor";

  private final SecondFactors factors;
  private final FactorSecrets secrets;
  private final RecoveryCodes recoveryCodes;
  private final KnownDevices devices;
  private final Waits waits;
  private final SignedInPages signedIn;
  private final Pages pages;

  SecondFactorPages(
      SecondFactors factors,
      FactorSecrets secrets,
      RecoveryCodes recoveryCodes,
      KnownDevices devices,
      Waits waits,
      SignedInPages signedIn,
      Pages pages) {
    this.factors = factors;
    this.secrets = secrets;
    this.recoveryCodes = recoveryCodes;
    this.devices = devices;
    this.waits = waits;
    this.signedIn = signedIn;
    this.pages = pages;
  }

  /**
   * A request of a user who is signed in.
   *
   * @param back path that the page leads back to
   */
  private record UserRequest(
      ServerRequest request, Account account, String sessionId, String back) {

    static UserRequest of(ServerRequest request, Account account, String back) {
      String sessionId = Objects.requireNonNull(Callers.of(request).sessionId());
      return new UserRequest(request, account, sessionId, LocalRedirects.pathOr(back, "/account"));
    }

    long uid() {
      return account.uid();
    }
  }

  @Bean
  RouterFunction<ServerResponse> secondFactorRoutes() {
    return RouterFunctions.route()
        .GET(
            PATH,
            request ->
                signedIn.get(
                    request,
                    account ->
                        show(
                            UserRequest.of(
                                request, account, request.queryParam("return").orElse("")))))
        .POST(PATH, request -> post(request, this::check))
        .POST(PATH + "/codes", request -> post(request, this::freshCodes))
        .POST(PATH + "/remove", request -> post(request, this::remove))
        .build();
  }

  private Mono<ServerResponse> post(
      ServerRequest request, BiFunction<UserRequest, Form, Mono<ServerResponse>> work) {
    return signedIn.post(
        request,
        (account, form) -> work.apply(UserRequest.of(request, account, form.text("return")), form));
  }

  private Mono<ServerResponse> show(UserRequest user) {
    return factors
        .passed(user.sessionId(), user.uid())
        .flatMap(passed -> passed ? passed(user) : ask(user));
  }

  private Mono<ServerResponse> passed(UserRequest user) {
    return recoveryCodes
        .left(user.uid())
        .flatMap(left -> render(user, HttpStatus.OK, Map.of("passed", true, "codesLeft", left)));
  }

  /** Shows another secret each time. */
  private Mono<ServerResponse> ask(UserRequest user) {
    return factors
        .exists(user.uid())
        .flatMap(
            exists ->
                exists
                    ? render(user, HttpStatus.OK, Map.of())
                    : secrets
                        .enrol(user.uid(), user.sessionId())
                        .flatMap(secret -> enrolment(user, secret, HttpStatus.OK, Map.of())));
  }

  /** The same secret again: it was scanned, and the code mistyped. */
  private Mono<ServerResponse> again(
      UserRequest user, HttpStatus status, Map<String, Object> problem) {
    return factors
        .exists(user.uid())
        .flatMap(
            exists ->
                exists
                    ? render(user, status, problem)
                    : secrets
                        .enrolment(user.uid(), user.sessionId())
                        .switchIfEmpty(
                            Mono.defer(() -> secrets.enrol(user.uid(), user.sessionId())))
                        .flatMap(secret -> enrolment(user, secret, status, problem)));
  }

  private Mono<ServerResponse> enrolment(
      UserRequest user, byte[] shared, HttpStatus status, Map<String, Object> problem) {
    Map<String, Object> model = new HashMap<>(problem);
    String secret = Base32.encode(shared);
    String link =
        String.format(
            Locale.ROOT,
            "otpauth://totp/Berth:%s?secret=%s&issuer=Berth&algorithm=SHA1&digits=%d&period=%d",
            URLEncoder.encode(user.account().address(), StandardCharsets.UTF_8),
            secret,
            Totp.DIGITS,
            Totp.STEP.toSeconds());
    model.put("link", link);
    model.put("qr", QrCode.of(link));
    model.put("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
    return render(user, status, model);
  }

  private Mono<ServerResponse> check(UserRequest user, Form form) {
    return factors
        .exists(user.uid())
        .flatMap(
            existed ->
                pass(user, form)
                    .flatMap(
                        guess ->
                            switch (guess) {
                              case Guess.Right<Long> _ ->
                                  existed ? Forms.seeOther(user.back()) : showCodes(user);
                              case Guess.Wrong<Long> _ ->
                                  again(user, HttpStatus.OK, problem(user, guess));
                              case Guess.TooOften<Long> _ ->
                                  again(user, HttpStatus.TOO_MANY_REQUESTS, problem(user, guess));
                            }));
  }

  /**
   * A right code marks the browser as known: from then on guesses made elsewhere do not slow this
   * browser down.
   */
  private Mono<Guess<Long>> pass(UserRequest user, Form form) {
    ServerRequest request = user.request();
    return factors
        .pass(
            Callers.of(request),
            user.uid(),
            user.sessionId(),
            form.text("code"),
            devices.ofSecondFactor(request, user.account()))
        .doOnNext(
            guess -> {
              if (guess instanceof Guess.Right<Long>) {
                request
                    .exchange()
                    .getResponse()
                    .addCookie(devices.rememberSecondFactor(request, user.account()));
              }
            });
  }

  private Map<String, Object> problem(UserRequest user, Guess<Long> guess) {
    return switch (guess) {
      case Guess.Right<Long> _ -> Map.of();
      case Guess.Wrong<Long> _ -> Map.of("problem", "second-factor.problem.wrong");
      case Guess.TooOften<Long>(Duration delay) ->
          Map.of(
              "problem",
              "second-factor.problem.too-often",
              "wait",
              waits.words(user.request(), delay));
    };
  }

  private Mono<ServerResponse> showCodes(UserRequest user) {
    return show(user, recoveryCodes.replace(user.uid()));
  }

  private Mono<ServerResponse> show(UserRequest user, Mono<List<String>> made) {
    return made.flatMap(
        codes -> render(user, HttpStatus.OK, Map.of("recoveryCodes", String.join("\n", codes))));
  }

  private Mono<ServerResponse> freshCodes(UserRequest user, Form form) {
    Caller caller = Callers.of(user.request());
    return confirmed(user, form, show(user, factors.freshCodes(caller, user.uid())));
  }

  private Mono<ServerResponse> remove(UserRequest user, Form form) {
    return confirmed(
        user,
        form,
        factors.remove(Callers.of(user.request()), user.uid()).then(Forms.seeOther(removed(user))));
  }

  /** Operators need one, and set up another device. */
  private static String removed(UserRequest user) {
    return user.account().roles().contains("operator")
        ? PATH + "?return=" + URLEncoder.encode(user.back(), StandardCharsets.UTF_8)
        : "/account?done=second-factor";
  }

  /** Changes that weaken an account need another code, however recent the last one. */
  private Mono<ServerResponse> confirmed(UserRequest user, Form form, Mono<ServerResponse> work) {
    return pass(user, form)
        .flatMap(
            guess -> {
              if (guess instanceof Guess.Right<Long>) {
                return work;
              }
              Map<String, Object> model = new HashMap<>(problem(user, guess));
              model.put("passed", true);
              model.put("codesLeft", 0L);
              return render(user, HttpStatus.OK, model);
            });
  }

  private Mono<ServerResponse> render(
      UserRequest user, HttpStatus status, Map<String, Object> details) {
    Map<String, Object> model = new HashMap<>(details);
    model.put("userName", user.account().name());
    model.put("back", user.back());
    model.put("operator", user.account().roles().contains("operator"));
    return pages.render(user.request(), status, "second-factor", model);
  }
}
