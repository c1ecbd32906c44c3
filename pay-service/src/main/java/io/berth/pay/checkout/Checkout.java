package io.berth.pay.checkout;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.AppNames;
import io.berth.pay.checkout.CheckoutPage.Entered;
import io.berth.pay.checkout.CheckoutPage.Note;
import io.berth.pay.conversion.Quote;
import io.berth.pay.did.DidService;
import io.berth.pay.order.Orders;
import io.berth.service.page.Csrf;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.wakeup.WakeUp;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handles the requests of the pay page. */
@Component
class Checkout {

  private static final Pattern TYPED = Pattern.compile("[0-9]{1,6}");

  private final CheckoutRequests visits;
  private final CheckoutPage page;
  private final Payments payments;
  private final OtherCoins otherCoins;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final DidService did;
  private final PageViews openings;
  private final Csrf csrf;
  private final Clock clock;

  Checkout(
      CheckoutRequests visits,
      CheckoutPage page,
      Payments payments,
      OtherCoins otherCoins,
      Orders orders,
      WakeUp wakeUp,
      DidService did,
      PageViews openings,
      Csrf csrf,
      Clock clock) {
    this.visits = visits;
    this.page = page;
    this.payments = payments;
    this.otherCoins = otherCoins;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.did = did;
    this.openings = openings;
    this.csrf = csrf;
    this.clock = clock;
  }

  Mono<ServerResponse> show(ServerRequest request, String path) {
    return visits
        .find(request, path)
        .flatMap(visit -> noted(visit).then(page.show(visit, HttpStatus.OK, Note.NONE)))
        .switchIfEmpty(Mono.defer(() -> page.badLink(request)));
  }

  private Mono<Void> noted(CheckoutRequest visit) {
    return CheckoutPage.isEnded(visit) ? Mono.empty() : openings.opened(visit.order().id());
  }

  Mono<ServerResponse> decide(ServerRequest request, String path) {
    return withForm(
        request,
        path,
        (visit, form) -> {
          String decision = form.getFirst("decision");
          if ("cancel".equals(decision)) {
            return cancel(visit);
          }
          String coin = form.getFirst("pay_coin");
          if (decision == null && coin != null) {
            return choose(visit, coin, form);
          }
          return "pay".equals(decision) ? pay(visit, form) : page.badLink(request);
        });
  }

  Mono<ServerResponse> sendCode(ServerRequest request, String path) {
    return withForm(
        request,
        path,
        (visit, form) ->
            CheckoutState.of(visit, clock.instant()) == CheckoutState.PAY
                ? otherCoins
                    .chosen(visit, form.getFirst("quote"))
                    .flatMap(chosen -> sendCode(visit, new Entered(chosen.quote(), "")))
                : page.show(visit, HttpStatus.OK, Note.NONE));
  }

  /** Fixes the price in another coin, and shows it before anything is paid. */
  private Mono<ServerResponse> choose(
      CheckoutRequest visit, String coin, MultiValueMap<String, String> form) {
    if (CheckoutState.of(visit, clock.instant()) != CheckoutState.PAY) {
      return page.show(visit, HttpStatus.OK, Note.NONE);
    }
    String typed = code(form).strip();
    String kept = TYPED.matcher(typed).matches() ? typed : "";
    return otherCoins
        .fix(visit, coin)
        .flatMap(
            chosen -> {
              String problem = chosen.problem();
              return page.show(
                  visit,
                  HttpStatus.OK,
                  problem == null ? Note.NONE : Note.problem(problem),
                  new Entered(chosen.quote(), kept));
            });
  }

  @FunctionalInterface
  private interface Deed {
    Mono<ServerResponse> with(CheckoutRequest visit, MultiValueMap<String, String> form);
  }

  private Mono<ServerResponse> withForm(ServerRequest request, String path, Deed deed) {
    return visits
        .find(request, path)
        .flatMap(
            visit ->
                request
                    .formData()
                    .flatMap(
                        form -> {
                          String problem = csrf.problem(request, form);
                          return problem == null
                              ? deed.with(visit, form)
                              : page.show(visit, HttpStatus.FORBIDDEN, Note.problem(problem));
                        }))
        .switchIfEmpty(Mono.defer(() -> page.badLink(request)));
  }

  private Mono<ServerResponse> pay(CheckoutRequest visit, MultiValueMap<String, String> form) {
    CheckoutState situation = CheckoutState.of(visit, clock.instant());
    if (situation == CheckoutState.PAID && isPayer(visit)) {
      return leave(visit);
    } else if (situation != CheckoutState.PAY) {
      return page.show(visit, HttpStatus.OK, Note.NONE);
    }
    return otherCoins
        .chosen(visit, form.getFirst("quote"))
        .flatMap(
            chosen -> {
              String problem = chosen.problem();
              // Before the code is used up: it is good for one payment only.
              return problem == null
                  ? pay(visit, form, chosen.quote())
                  : page.show(visit, HttpStatus.OK, Note.problem(problem));
            });
  }

  private Mono<ServerResponse> pay(
      CheckoutRequest visit, MultiValueMap<String, String> form, @Nullable Quote quote) {
    return payments
        .pay(visit, code(form), password(form), "on".equals(form.getFirst("remember")), quote)
        .flatMap(
            attempt ->
                switch (attempt) {
                  case Attempt.Ended(CheckoutRequest ended) -> end(ended);
                  case Attempt.Refused(String message) ->
                      page.show(
                          visit, HttpStatus.OK, Note.problem(message), new Entered(quote, ""));
                  case Attempt.SignedOut _ -> page.showSignIn(visit);
                });
  }

  private static String code(MultiValueMap<String, String> form) {
    return Objects.requireNonNullElse(form.getFirst("verification_code"), "");
  }

  private static @Nullable String password(MultiValueMap<String, String> form) {
    String password = form.getFirst("pay_password");
    return password == null || password.isEmpty() ? null : password;
  }

  /** Somebody else's payment of the same order sends nobody to the merchant. */
  private Mono<ServerResponse> end(CheckoutRequest visit) {
    return visit.order().status() == OrderStatus.PAID && isPayer(visit)
        ? leave(visit)
        : page.show(visit, HttpStatus.OK, Note.NONE);
  }

  private Mono<ServerResponse> cancel(CheckoutRequest visit) {
    if (CheckoutPage.isEnded(visit)) {
      return page.show(visit, HttpStatus.OK, Note.NONE);
    }
    return orders
        .cancel(visit.order().id(), visit.caller().requestId())
        .doOnNext(status -> wakeUp.signal())
        .then(visits.again(visit))
        .flatMap(
            now ->
                now.order().status() == OrderStatus.CANCELLED
                    ? leave(now)
                    : page.show(now, HttpStatus.OK, Note.NONE));
  }

  private Mono<ServerResponse> sendCode(CheckoutRequest visit, Entered entered) {
    Language language = Languages.of(visit.request().exchange());
    Order order = visit.order();
    SendPaymentCode send =
        new SendPaymentCode(
            Objects.requireNonNull(visit.caller().uid()),
            Objects.requireNonNull(visit.caller().sessionId()),
            language.tag(),
            order.id(),
            order.amount().toPlainString() + ' ' + order.coin().toUpperCase(Locale.ROOT),
            AppNames.in(visit.app().profile().name(), language, order.appId()));
    return did.ask(send, DidService.AUTHORIZE_PAYMENT, visit.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ ->
                      openings
                          .codeMailed(visit.order().id())
                          .then(
                              page.show(
                                  visit, HttpStatus.OK, new Note(null, "pay.code-sent"), entered));
                  case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.SESSION_UNKNOWN ->
                      page.showSignIn(visit);
                  case Outcome.Refusal(ErrorCode code, _) ->
                      page.show(
                          visit, HttpStatus.OK, Note.problem(Problems.message(code)), entered);
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  private static boolean isPayer(CheckoutRequest visit) {
    return Objects.equals(visit.order().uid(), visit.caller().uid());
  }

  private static Mono<ServerResponse> leave(CheckoutRequest visit) {
    return ServerResponse.seeOther(URI.create(visit.way())).build();
  }
}
