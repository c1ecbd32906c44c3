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
import io.berth.service.sql.DatabaseClock;
import java.math.BigDecimal;
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

/** Renders the pay page for the current user. */
@Component
class CheckoutPage {

  private final Pages pages;
  private final DidService did;
  private final Payments payments;
  private final OtherCoins otherCoins;
  private final DatabaseClock clock;

  CheckoutPage(
      Pages pages, DidService did, Payments payments, OtherCoins otherCoins, DatabaseClock clock) {
    this.pages = pages;
    this.did = did;
    this.payments = payments;
    this.otherCoins = otherCoins;
    this.clock = clock;
  }

  /**
   * Message at the top of the page.
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
   * Input that the form keeps.
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

  Mono<ServerResponse> show(CheckoutRequest checkout, HttpStatus status, Note note) {
    return show(checkout, status, note, Entered.NOTHING);
  }

  Mono<ServerResponse> show(
      CheckoutRequest checkout, HttpStatus status, Note note, Entered entered) {
    CheckoutState state = CheckoutState.of(checkout, clock.instant());
    return state == CheckoutState.PAY
        ? showToPayer(checkout, status, note, entered)
        : render(checkout, status, state, note, new HashMap<>());
  }

  Mono<ServerResponse> showSignIn(CheckoutRequest checkout) {
    return render(checkout, HttpStatus.OK, CheckoutState.SIGN_IN, Note.NONE, new HashMap<>());
  }

  private Mono<ServerResponse> showToPayer(
      CheckoutRequest checkout, HttpStatus status, Note note, Entered entered) {
    ReadPayer read =
        new ReadPayer(
            Objects.requireNonNull(checkout.caller().uid()),
            Objects.requireNonNull(checkout.caller().sessionId()),
            checkout.app().appId());
    return did.ask(read, DidService.AUTHORIZE_PAYMENT, checkout.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PayerProfile payer ->
                      Mono.zip(
                              payments.available(checkout, entered.quote()),
                              otherCoins.offers(checkout))
                          .flatMap(
                              both ->
                                  showForm(
                                      checkout,
                                      status,
                                      note,
                                      entered,
                                      new Payer(payer, both.getT1(), both.getT2().orElse(null))));
                  case Outcome.Refusal(ErrorCode code, _)
                      when code == ErrorCode.SESSION_UNKNOWN || code == ErrorCode.USER_UNKNOWN ->
                      showSignIn(checkout);
                  default -> pages.error(checkout.request(), HttpStatus.SERVICE_UNAVAILABLE);
                });
  }

  private Mono<ServerResponse> showForm(
      CheckoutRequest checkout, HttpStatus status, Note note, Entered entered, Payer current) {
    PayerProfile payer = current.profile();
    Quote quote = entered.quote();
    BigDecimal price = quote == null ? checkout.order().amount() : quote.amount();
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
    model.put("priceCoin", upper(quote == null ? checkout.order().coin() : quote.coin().code()));
    model.put("quote", quote);
    model.put("offers", current.offers());
    model.put("typedCode", entered.code());
    return render(checkout, status, CheckoutState.PAY, note, model);
  }

  /** Shown only after a wrong password. */
  private static @Nullable Integer triesLeft(Note note, PayerProfile payer) {
    return "pay.problem.password".equals(note.problem()) ? payer.passwordTriesLeft() : null;
  }

  private Mono<ServerResponse> render(
      CheckoutRequest checkout,
      HttpStatus status,
      CheckoutState state,
      Note note,
      Map<String, @Nullable Object> model) {
    Order order = checkout.order();
    Language language = Languages.of(checkout.request().exchange());
    model.put("situation", state.name());
    model.put("problem", note.problem());
    model.put("success", note.success());
    model.put("appName", AppNames.in(checkout.app().profile().name(), language, order.appId()));
    model.put(
        "companyName",
        AppNames.in(
            checkout.app().profile().company().name(),
            language,
            checkout.app().profile().company().id()));
    model.put("amount", order.amount().toPlainString());
    model.put("coin", upper(order.coin()));
    model.put("scene", text(order.attributes().get("scene")));
    model.put("desc", text(order.attributes().get("desc")));
    model.put("tradeNo", order.tradeNo());
    model.put("self", checkout.self());
    model.put("codeAddress", checkout.codeAddress());
    model.put("back", back(checkout));
    return pages.render(
        checkout.request(),
        status,
        "checkout",
        model,
        security(checkout.prepayment().redirectUrl()));
  }

  private static String upper(String coin) {
    return coin.toUpperCase(Locale.ROOT);
  }

  /** The returnUrl back says who paid: it is for the payer alone. */
  private static @Nullable String back(CheckoutRequest checkout) {
    Order order = checkout.order();
    return switch (order.status()) {
      case PENDING -> null;
      case PAID ->
          Objects.equals(order.uid(), checkout.caller().uid()) ? checkout.returnUrl() : null;
      case CANCELLED, EXPIRED, FAILED -> checkout.returnUrl();
    };
  }

  /** Browsers apply form-action to every redirect after a form, up to the merchant's page. */
  private static PageSecurity security(String redirectUrl) {
    return PageSecurity.leadingTo(redirectUrl);
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  static boolean isEnded(CheckoutRequest checkout) {
    return checkout.order().status() != OrderStatus.PENDING;
  }
}
