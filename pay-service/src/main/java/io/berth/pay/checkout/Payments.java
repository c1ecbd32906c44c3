package io.berth.pay.checkout;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.Refused;
import io.berth.pay.balance.Balances;
import io.berth.pay.checkout.Attempt.Ended;
import io.berth.pay.coin.Coins;
import io.berth.pay.conversion.Conversions;
import io.berth.pay.conversion.Quote;
import io.berth.pay.did.DidService;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.order.LostOutcome;
import io.berth.pay.order.OrderPosting;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pays an order with the payer's verification code and password. */
@Component
class Payments {

  private static final Logger log = LoggerFactory.getLogger(Payments.class);
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final Duration OTHER_TAB = Duration.ofMillis(500);

  private final CheckoutRequests requests;
  private final DidService did;
  private final Parties parties;
  private final OrderPosting posting;
  private final Balances balances;
  private final Coins coins;
  private final Conversions conversions;

  Payments(
      CheckoutRequests requests,
      DidService did,
      Parties parties,
      OrderPosting posting,
      Balances balances,
      Coins coins,
      Conversions conversions) {
    this.requests = requests;
    this.did = did;
    this.parties = parties;
    this.posting = posting;
    this.balances = balances;
    this.coins = coins;
    this.conversions = conversions;
  }

  /**
   * Balance of the payer in the coin that the payer pays with.
   *
   * @param quote null for the order's own coin
   */
  Mono<BigDecimal> available(CheckoutRequest checkout, @Nullable Quote quote) {
    return (quote == null ? coins.byId(checkout.order().coinId()) : Mono.just(quote.coin()))
        .flatMap(coin -> balances.available(uid(checkout), checkout.order().account(), coin))
        .defaultIfEmpty(BigDecimal.ZERO);
  }

  /**
   * @param password null where the session has it remembered
   * @param remember the payer ticked that it is to be remembered
   * @param quote null for the order's own coin
   */
  Mono<Attempt> pay(
      CheckoutRequest checkout,
      String given,
      @Nullable String password,
      boolean remember,
      @Nullable Quote quote) {
    String typed = given.strip();
    if (!CODE.matcher(typed).matches()) {
      return refused("pay.problem.code");
    }
    // Before the code is used up: it is good for one payment only.
    BigDecimal price = quote == null ? checkout.order().amount() : quote.amount();
    return posting
        .obstacle(uid(checkout))
        .flatMap(code -> refused(Problems.message(code)))
        .switchIfEmpty(
            available(checkout, quote)
                .flatMap(
                    available ->
                        available.compareTo(price) < 0
                            ? refused("pay.problem.balance")
                            : authorize(checkout, typed, password, remember, quote)));
  }

  private Mono<Attempt> authorize(
      CheckoutRequest checkout,
      String code,
      @Nullable String password,
      boolean remember,
      @Nullable Quote quote) {
    AuthorizePayment authorize =
        new AuthorizePayment(
            uid(checkout),
            Objects.requireNonNull(checkout.caller().sessionId()),
            checkout.app().appId(),
            checkout.order().id(),
            code,
            password,
            remember);
    return did.ask(authorize, DidService.AUTHORIZE_PAYMENT, checkout.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> post(checkout, quote);
                  case Outcome.Refusal refusal -> unauthorized(checkout, refusal.code());
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  /** A used code may have been used by a second click a moment ago. */
  private Mono<Attempt> unauthorized(CheckoutRequest checkout, ErrorCode code) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      return Mono.just(new Attempt.SignedOut());
    }
    boolean perhapsUsed =
        code == ErrorCode.VERIFICATION_CODE_WRONG || code == ErrorCode.VERIFICATION_CODE_EXPIRED;
    Attempt refused = new Attempt.Refused(Problems.message(code));
    return perhapsUsed
        ? Mono.delay(OTHER_TAB).then(ended(checkout)).defaultIfEmpty(refused)
        : Mono.just(refused);
  }

  /** Empty while the order is pending. */
  private Mono<Attempt> ended(CheckoutRequest checkout) {
    return requests
        .again(checkout)
        .filter(now -> now.order().status() != OrderStatus.PENDING)
        .map(Ended::new);
  }

  private Mono<Attempt> post(CheckoutRequest checkout, @Nullable Quote quote) {
    Order order = checkout.order();
    return payer(checkout)
        .flatMap(
            payer ->
                posting.pay(
                    checkout.app(),
                    order,
                    new OrderUser(payer.uid(), payer.openId()),
                    quote,
                    checkout.caller().requestId()))
        .flatMap(outcome -> kept(outcome, quote))
        .flatMap(outcome -> attempt(checkout, outcome, quote))
        .onErrorReturn(
            failure -> Refused.is(failure, ErrorCode.OUTCOME_UNKNOWN),
            new Attempt.Refused("pay.problem.unknown"))
        .onErrorResume(
            failure -> {
              log.error("whether order {} was paid is looked up", order.id(), failure);
              return LostOutcome.find(() -> ended(checkout))
                  .defaultIfEmpty(new Attempt.Refused("pay.problem.unknown"));
            });
  }

  /** Stores the coin that was paid with, for the receipt. Its failure does not fail the payment. */
  private Mono<PostingOutcome> kept(PostingOutcome outcome, @Nullable Quote quote) {
    return quote != null && outcome instanceof PostingOutcome.Posted
        ? conversions
            .paid(quote)
            .onErrorResume(
                failure -> {
                  log.warn("quote {} is not marked as paid: {}", quote.id(), failure.toString());
                  return Mono.empty();
                })
            .thenReturn(outcome)
        : Mono.just(outcome);
  }

  private Mono<Attempt> attempt(
      CheckoutRequest checkout, PostingOutcome outcome, @Nullable Quote quote) {
    return switch (outcome) {
      case PostingOutcome.Posted _, PostingOutcome.Exists _, PostingOutcome.WrongState _ ->
          requests.again(checkout).map(Ended::new);
      case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
          refused(quote == null ? "pay.problem.balance" : "pay.problem.conversion");
      case PostingOutcome.Overloaded _ -> refused(Problems.message(ErrorCode.TOO_FREQUENT));
      case PostingOutcome.NotAllowed _ -> refused(Problems.message(ErrorCode.PAYING_FROZEN));
      case PostingOutcome.OverLimit _, PostingOutcome.OverCap _ ->
          Mono.error(new IllegalStateException("a payment ends with " + outcome));
    };
  }

  /** Without an OpenId where did-service does not say: paying must not depend on it. */
  private Mono<Party> payer(CheckoutRequest checkout) {
    return parties
        .find(checkout.app(), new Subject.Uid(uid(checkout)), checkout.caller())
        .onErrorResume(
            Refused.class, refused -> Mono.just(new Party(uid(checkout), null, Set.of())));
  }

  private static long uid(CheckoutRequest checkout) {
    return Objects.requireNonNull(checkout.caller().uid());
  }

  private static Mono<Attempt> refused(String message) {
    return Mono.just(new Attempt.Refused(message));
  }
}
