package io.berth.pay.checkout;

import io.berth.api.order.OrderStatus;
import io.berth.pay.checkout.CheckoutPage.Entered;
import io.berth.pay.checkout.CheckoutPage.Note;
import io.berth.pay.conversion.Quote;
import io.berth.service.sql.DatabaseClock;
import java.net.URI;
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

  private final CheckoutRequests requests;
  private final CheckoutForms forms;
  private final CheckoutPage page;
  private final Payments payments;
  private final OtherCoins otherCoins;
  private final PageViews views;
  private final DatabaseClock clock;

  Checkout(
      CheckoutRequests requests,
      CheckoutForms forms,
      CheckoutPage page,
      Payments payments,
      OtherCoins otherCoins,
      PageViews views,
      DatabaseClock clock) {
    this.requests = requests;
    this.forms = forms;
    this.page = page;
    this.payments = payments;
    this.otherCoins = otherCoins;
    this.views = views;
    this.clock = clock;
  }

  Mono<ServerResponse> show(ServerRequest request, String path) {
    return requests
        .find(request, path)
        .flatMap(checkout -> noted(checkout).then(page.show(checkout, HttpStatus.OK, Note.NONE)))
        .switchIfEmpty(Mono.defer(() -> page.badLink(request)));
  }

  private Mono<Void> noted(CheckoutRequest checkout) {
    return CheckoutPage.isEnded(checkout) ? Mono.empty() : views.opened(checkout.order().id());
  }

  Mono<ServerResponse> decide(ServerRequest request, String path) {
    return forms.read(
        request,
        path,
        (checkout, form) -> {
          String decision = form.getFirst("decision");
          if ("cancel".equals(decision)) {
            return cancel(checkout);
          }
          String coin = form.getFirst("pay_coin");
          if (decision == null && coin != null) {
            return choose(checkout, coin, form);
          }
          return "pay".equals(decision) ? pay(checkout, form) : page.badLink(request);
        });
  }

  /** Fixes the price in another coin, and shows it before anything is paid. */
  private Mono<ServerResponse> choose(
      CheckoutRequest checkout, String coin, MultiValueMap<String, String> form) {
    if (CheckoutState.of(checkout, clock.instant()) != CheckoutState.PAY) {
      return page.show(checkout, HttpStatus.OK, Note.NONE);
    }
    String typed = code(form).strip();
    String kept = TYPED.matcher(typed).matches() ? typed : "";
    return otherCoins
        .fix(checkout, coin)
        .flatMap(
            chosen -> {
              String problem = chosen.problem();
              return page.show(
                  checkout,
                  HttpStatus.OK,
                  problem == null ? Note.NONE : Note.problem(problem),
                  new Entered(chosen.quote(), kept));
            });
  }

  private Mono<ServerResponse> pay(CheckoutRequest checkout, MultiValueMap<String, String> form) {
    CheckoutState state = CheckoutState.of(checkout, clock.instant());
    if (state == CheckoutState.PAID && isPayer(checkout)) {
      return leave(checkout);
    } else if (state != CheckoutState.PAY) {
      return page.show(checkout, HttpStatus.OK, Note.NONE);
    }
    return otherCoins
        .chosen(checkout, form.getFirst("quote"))
        .flatMap(
            chosen -> {
              String problem = chosen.problem();
              // Before the code is used up: it is good for one payment only.
              return problem == null
                  ? pay(checkout, form, chosen.quote())
                  : page.show(checkout, HttpStatus.OK, Note.problem(problem));
            });
  }

  private Mono<ServerResponse> pay(
      CheckoutRequest checkout, MultiValueMap<String, String> form, @Nullable Quote quote) {
    return payments
        .pay(checkout, code(form), password(form), "on".equals(form.getFirst("remember")), quote)
        .flatMap(
            attempt ->
                switch (attempt) {
                  case Attempt.Ended(CheckoutRequest ended) -> end(ended);
                  case Attempt.Refused(String message) ->
                      page.show(
                          checkout, HttpStatus.OK, Note.problem(message), new Entered(quote, ""));
                  case Attempt.SignedOut _ -> page.showSignIn(checkout);
                });
  }

  private static String code(MultiValueMap<String, String> form) {
    return Objects.requireNonNullElse(form.getFirst("verification_code"), "");
  }

  private static @Nullable String password(MultiValueMap<String, String> form) {
    String password = form.getFirst("pay_password");
    return password == null || password.isEmpty() ? null : password;
  }

  /** Only the payer returns to the merchant; another user's payment shows the page. */
  private Mono<ServerResponse> end(CheckoutRequest checkout) {
    return checkout.order().status() == OrderStatus.PAID && isPayer(checkout)
        ? leave(checkout)
        : page.show(checkout, HttpStatus.OK, Note.NONE);
  }

  private Mono<ServerResponse> cancel(CheckoutRequest checkout) {
    if (CheckoutPage.isEnded(checkout)) {
      return page.show(checkout, HttpStatus.OK, Note.NONE);
    }
    return requests
        .cancel(checkout)
        .flatMap(
            now ->
                now.order().status() == OrderStatus.CANCELLED
                    ? leave(now)
                    : page.show(now, HttpStatus.OK, Note.NONE));
  }

  private static boolean isPayer(CheckoutRequest checkout) {
    return Objects.equals(checkout.order().uid(), checkout.caller().uid());
  }

  private static Mono<ServerResponse> leave(CheckoutRequest checkout) {
    return ServerResponse.seeOther(URI.create(checkout.returnUrl())).build();
  }
}
