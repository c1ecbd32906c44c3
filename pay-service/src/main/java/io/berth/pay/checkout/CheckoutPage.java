package io.berth.pay.checkout;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.AccountOutcome.PayerProfile;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.AppNames;
import io.berth.pay.conversion.Offers;
import io.berth.pay.conversion.Quote;
import io.berth.pay.did.DidService;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows the page as it fits its visitor. */
@Component
class CheckoutPage {

  private final Pages pages;
  private final DidService did;
  private final Payments payments;
  private final OtherCoins otherCoins;
  private final Clock clock;

  CheckoutPage(Pages pages, DidService did, Payments payments, OtherCoins otherCoins, Clock clock) {
    this.pages = pages;
    this.did = did;
    this.payments = payments;
    this.otherCoins = otherCoins;
    this.clock = clock;
  }

  /**
   * Notice for the visitor on top of the page.
   *
   * @param problem message key of what went wrong
   * @param success message key of what went well
   */
  record Note(@Nullable String problem, @Nullable String success) {
    static final Note NONE = new Note(null, null);

    static Note problem(String key) {
      return new Note(key, null);
    }
  }

  /**
   * Input that the form goes on with.
   *
   * @param quote null for the order's own coin
   * @param code that was typed before another coin was chosen
   */
  record Entered(@Nullable Quote quote, String code) {
    static final Entered NOTHING = new Entered(null, "");
  }

  /**
   * The payer in front of the form.
   *
   * @param available in the coin that is paid with
   * @param offers of other coins; null where the app has none
   */
  private record Payer(PayerProfile profile, BigDecimal available, @Nullable Offers offers) {}

  Mono<ServerResponse> badLink(ServerRequest request) {
    return pages.error(request, HttpStatus.BAD_REQUEST, "pay.bad-link");
  }

  Mono<ServerResponse> show(CheckoutRequest visit, HttpStatus status, Note note) {
    return show(visit, status, note, Entered.NOTHING);
  }

  Mono<ServerResponse> show(CheckoutRequest visit, HttpStatus status, Note note, Entered entered) {
    CheckoutState situation = CheckoutState.of(visit, clock.instant());
    return situation == CheckoutState.PAY
        ? showToPayer(visit, status, note, entered)
        : render(visit, status, situation, note, new HashMap<>());
  }

  Mono<ServerResponse> showSignIn(CheckoutRequest visit) {
    return render(visit, HttpStatus.OK, CheckoutState.SIGN_IN, Note.NONE, new HashMap<>());
  }

  private Mono<ServerResponse> showToPayer(
      CheckoutRequest visit, HttpStatus status, Note note, Entered entered) {
    ReadPayer read =
        new ReadPayer(
            Objects.requireNonNull(visit.caller().uid()),
            Objects.requireNonNull(visit.caller().sessionId()),
            visit.app().appId());
    return did.ask(read, DidService.AUTHORIZE_PAYMENT, visit.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PayerProfile payer ->
                      Mono.zip(payments.available(visit, entered.quote()), otherCoins.offers(visit))
                          .flatMap(
                              both ->
                                  showForm(
                                      visit,
                                      status,
                                      note,
                                      entered,
                                      new Payer(
                                          payer, both.getT1(), both.getT2().orElse(null))));
                  case Outcome.Refusal(ErrorCode code, _)
                      when code == ErrorCode.SESSION_UNKNOWN || code == ErrorCode.USER_UNKNOWN ->
                      showSignIn(visit);
                  default -> pages.error(visit.request(), HttpStatus.SERVICE_UNAVAILABLE);
                });
  }

  private Mono<ServerResponse> showForm(
      CheckoutRequest visit,
      HttpStatus status,
      Note note,
      Entered entered,
      Payer current) {
    PayerProfile payer = current.profile();
    Quote quote = entered.quote();
    BigDecimal price = quote == null ? visit.order().amount() : quote.amount();
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("userName", payer.name());
    model.put("mail", payer.maskedMail());
    model.put("remembered", payer.passwordRemembered());
    model.put("mayRemember", payer.mayRemember());
    model.put("hasPayPassword", payer.hasPayPassword());
    model.put("triesLeft", triesLeft(note, payer));
    model.put("frozenUntil", payer.frozenUntil());
    model.put("balance", Amounts.canonical(current.available()).toPlainString());
    model.put("tooLittle", current.available().compareTo(price) < 0);
    model.put("price", price.toPlainString());
    model.put("priceCoin", upper(quote == null ? visit.order().coin() : quote.coin().code()));
    model.put("quote", quote);
    model.put("offers", current.offers());
    model.put("typedCode", entered.code());
    return render(visit, status, CheckoutState.PAY, note, model);
  }

  /** Told only to who has just used one up. */
  private static @Nullable Integer triesLeft(Note note, PayerProfile payer) {
    return "pay.problem.password".equals(note.problem()) ? payer.passwordTriesLeft() : null;
  }

  private Mono<ServerResponse> render(
      CheckoutRequest visit,
      HttpStatus status,
      CheckoutState situation,
      Note note,
      Map<String, @Nullable Object> model) {
    Order order = visit.order();
    Language language = Languages.of(visit.request().exchange());
    model.put("situation", situation.name());
    model.put("problem", note.problem());
    model.put("success", note.success());
    model.put("appName", AppNames.in(visit.app().profile().name(), language, order.appId()));
    model.put(
        "companyName",
        AppNames.in(
            visit.app().profile().company().name(),
            language,
            visit.app().profile().company().id()));
    model.put("amount", order.amount().toPlainString());
    model.put("coin", upper(order.coin()));
    model.put("scene", text(order.attributes().get("scene")));
    model.put("desc", text(order.attributes().get("desc")));
    model.put("tradeNo", order.tradeNo());
    model.put("self", visit.self());
    model.put("codeAddress", visit.codeAddress());
    model.put("back", back(visit));
    return pages.render(
        visit.request(), status, "checkout", model, security(visit.prepayment().redirectUrl()));
  }

  private static String upper(String coin) {
    return coin.toUpperCase(Locale.ROOT);
  }

  /** The way back says who paid: it is for the payer alone. */
  private static @Nullable String back(CheckoutRequest visit) {
    Order order = visit.order();
    return switch (order.status()) {
      case PENDING -> null;
      case PAID -> Objects.equals(order.uid(), visit.caller().uid()) ? visit.way() : null;
      case CANCELLED, EXPIRED, FAILED -> visit.way();
    };
  }

  /** Browsers apply form-action to every redirect after a form, up to the merchant's page. */
  private static PageSecurity security(String redirectUrl) {
    return PageSecurity.leadingTo(redirectUrl);
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  static boolean isEnded(CheckoutRequest visit) {
    return visit.order().status() != OrderStatus.PENDING;
  }
}
