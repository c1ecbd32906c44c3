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

/** Takes a payer's code and password and moves the money. */
@Component
class Payments {

  private static final Logger log = LoggerFactory.getLogger(Payments.class);
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final Duration OTHER_TAB = Duration.ofMillis(500);

  private final CheckoutRequests visits;
  private final DidService did;
  private final Parties parties;
  private final OrderPosting posting;
  private final Balances balances;
  private final Coins coins;
  private final Conversions conversions;

  Payments(
      CheckoutRequests visits,
      DidService did,
      Parties parties,
      OrderPosting posting,
      Balances balances,
      Coins coins,
      Conversions conversions) {
    this.visits = visits;
    this.did = did;
    this.parties = parties;
    this.posting = posting;
    this.balances = balances;
    this.coins = coins;
    this.conversions = conversions;
  }

  /**
   * What the visitor has available in the coin that they pay with.
   *
   * @param quote null for the order's own coin
   */
  Mono<BigDecimal> available(CheckoutRequest visit, @Nullable Quote quote) {
    return (quote == null ? coins.byId(visit.order().coinId()) : Mono.just(quote.coin()))
        .flatMap(coin -> balances.available(uid(visit), visit.order().account(), coin))
        .defaultIfEmpty(BigDecimal.ZERO);
  }

  /**
   * @param password null where the session has it remembered
   * @param remember the payer ticked that it is to be remembered
   * @param quote null for the order's own coin
   */
  Mono<Attempt> pay(
      CheckoutRequest visit,
      String code,
      @Nullable String password,
      boolean remember,
      @Nullable Quote quote) {
    String typed = code.strip();
    if (!CODE.matcher(typed).matches()) {
      return refused("pay.problem.code");
    }
    // Before the code is used up: it is good for one payment only.
    BigDecimal price = quote == null ? visit.order().amount() : quote.amount();
    return available(visit, quote)
        .flatMap(
            available ->
                available.compareTo(price) < 0
                    ? refused("pay.problem.balance")
                    : authorize(visit, typed, password, remember, quote));
  }

  private Mono<Attempt> authorize(
      CheckoutRequest visit,
      String code,
      @Nullable String password,
      boolean remember,
      @Nullable Quote quote) {
    AuthorizePayment authorize =
        new AuthorizePayment(
            uid(visit),
            Objects.requireNonNull(visit.caller().sessionId()),
            visit.app().appId(),
            visit.order().id(),
            code,
            password,
            remember);
    return did.ask(authorize, DidService.AUTHORIZE_PAYMENT, visit.caller().requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> post(visit, quote);
                  case Outcome.Refusal refusal -> unauthorized(visit, refusal.code());
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  /** A code that is used up may have been used a moment ago, by a second click on the button. */
  private Mono<Attempt> unauthorized(CheckoutRequest visit, ErrorCode code) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      return Mono.just(new Attempt.SignedOut());
    }
    boolean perhapsUsed =
        code == ErrorCode.VERIFICATION_CODE_WRONG || code == ErrorCode.VERIFICATION_CODE_EXPIRED;
    Attempt refused = new Attempt.Refused(Problems.message(code));
    return perhapsUsed
        ? Mono.delay(OTHER_TAB).then(ended(visit)).defaultIfEmpty(refused)
        : Mono.just(refused);
  }

  /** Empty while the order is pending. */
  private Mono<Attempt> ended(CheckoutRequest visit) {
    return visits
        .again(visit)
        .filter(now -> now.order().status() != OrderStatus.PENDING)
        .map(Ended::new);
  }

  private Mono<Attempt> post(CheckoutRequest visit, @Nullable Quote quote) {
    Order order = visit.order();
    return payer(visit)
        .flatMap(
            payer ->
                posting.pay(
                    visit.app(),
                    order,
                    new OrderUser(payer.uid(), payer.openId()),
                    quote,
                    visit.caller().requestId()))
        .flatMap(outcome -> kept(outcome, quote))
        .flatMap(outcome -> attempt(visit, outcome, quote))
        .onErrorResume(
            failure -> {
              log.error("whether order {} was paid is looked up", order.id(), failure);
              return LostOutcome.find(() -> ended(visit))
                  .defaultIfEmpty(new Attempt.Refused("pay.problem.unknown"));
            });
  }

  /** The receipt says what was paid with; a payment never fails for lack of that. */
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
      CheckoutRequest visit, PostingOutcome outcome, @Nullable Quote quote) {
    return switch (outcome) {
      case PostingOutcome.Posted _, PostingOutcome.Exists _, PostingOutcome.WrongState _ ->
          visits.again(visit).map(Ended::new);
      case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
          refused(quote == null ? "pay.problem.balance" : "pay.problem.conversion");
      case PostingOutcome.Overloaded _ -> refused(Problems.message(ErrorCode.TOO_FREQUENT));
      case PostingOutcome.NotAllowed _ -> refused(Problems.message(ErrorCode.PAYING_FROZEN));
      case PostingOutcome.OverLimit _, PostingOutcome.OverCap _ ->
          Mono.error(new IllegalStateException("a payment ends with " + outcome));
    };
  }

  /** Without an OpenId where did-service does not say: paying must not depend on it. */
  private Mono<Party> payer(CheckoutRequest visit) {
    return parties
        .find(visit.app(), new Subject.Uid(uid(visit)), visit.caller())
        .onErrorResume(Refused.class, refused -> Mono.just(new Party(uid(visit), null, Set.of())));
  }

  private static long uid(CheckoutRequest visit) {
    return Objects.requireNonNull(visit.caller().uid());
  }

  private static Mono<Attempt> refused(String message) {
    return Mono.just(new Attempt.Refused(message));
  }
}
