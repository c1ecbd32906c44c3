package io.berth.pay.checkout;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.order.Order;
import io.berth.pay.access.AppNames;
import io.berth.pay.checkout.CheckoutPage.Entered;
import io.berth.pay.checkout.CheckoutPage.Note;
import io.berth.pay.did.DidService;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.sql.DatabaseClock;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Mails verification codes to payers. */
@Component
class PaymentCodes {

  private final CheckoutForms forms;
  private final CheckoutPage page;
  private final OtherCoins otherCoins;
  private final DidService did;
  private final PageViews views;
  private final DatabaseClock clock;

  PaymentCodes(
      CheckoutForms forms,
      CheckoutPage page,
      OtherCoins otherCoins,
      DidService did,
      PageViews views,
      DatabaseClock clock) {
    this.forms = forms;
    this.page = page;
    this.otherCoins = otherCoins;
    this.did = did;
    this.views = views;
    this.clock = clock;
  }

  Mono<ServerResponse> send(ServerRequest request, String path) {
    return forms.read(
        request,
        path,
        (checkout, form) ->
            CheckoutState.of(checkout, clock.instant()) == CheckoutState.PAY
                ? otherCoins
                    .chosen(checkout, form.getFirst("quote"))
                    .flatMap(chosen -> send(checkout, new Entered(chosen.quote(), "")))
                : page.show(checkout, HttpStatus.OK, Note.NONE));
  }

  private Mono<ServerResponse> send(CheckoutRequest checkout, Entered entered) {
    Language language = Languages.of(checkout.request().exchange());
    Order order = checkout.order();
    SendPaymentCode send =
        new SendPaymentCode(
            Objects.requireNonNull(checkout.caller().uid()),
            Objects.requireNonNull(checkout.caller().sessionId()),
            language.tag(),
            order.id(),
            order.amount().toPlainString() + ' ' + order.coin().toUpperCase(Locale.ROOT),
            AppNames.in(checkout.app().profile().name(), language, order.appId()));
    return did.ask(send, DidService.AUTHORIZE_PAYMENT, checkout.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ ->
                      views
                          .codeMailed(checkout.order().id())
                          .then(
                              page.show(
                                  checkout,
                                  HttpStatus.OK,
                                  new Note(null, "pay.code-sent"),
                                  entered));
                  case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.SESSION_UNKNOWN ->
                      page.showSignIn(checkout);
                  case Outcome.Refusal(ErrorCode code, _) ->
                      page.show(
                          checkout, HttpStatus.OK, Note.problem(Problems.message(code)), entered);
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }
}
