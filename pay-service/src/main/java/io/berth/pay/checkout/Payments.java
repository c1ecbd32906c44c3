package io.berth.pay.checkout;

import io.berth.api.DidCommand.AuthorizePayment;
import io.berth.api.ErrorCode;
import io.berth.api.Order;
import io.berth.api.OrderStatus;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.pay.access.Refused;
import io.berth.pay.checkout.Attempt.Ended;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.did.DidService;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.ledger.SettleOutcome;
import io.berth.pay.order.Balances;
import io.berth.pay.order.OutcomeLookup;
import io.berth.pay.order.Settling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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

  private final Visits visits;
  private final DidService did;
  private final Parties parties;
  private final Settling settling;
  private final Balances balances;
  private final Coins coins;
  private final OutcomeLookup lookup;

  Payments(
      Visits visits,
      DidService did,
      Parties parties,
      Settling settling,
      Balances balances,
      Coins coins,
      OutcomeLookup lookup) {
    this.visits = visits;
    this.did = did;
    this.parties = parties;
    this.settling = settling;
    this.balances = balances;
    this.coins = coins;
    this.lookup = lookup;
  }

  /** What the visitor has available in the order's coin. */
  Mono<BigDecimal> available(Visit visit) {
    return coins
        .byId(visit.order().coinId())
        .map(List::of)
        .switchIfEmpty(Mono.just(List.<Coin>of()))
        .flatMap(coin -> balances.balances(uid(visit), visit.order().account(), coin))
        .map(
            found ->
                found.isEmpty()
                    ? BigDecimal.ZERO
                    : found.getFirst().total().subtract(found.getFirst().frozen()));
  }

  /**
   * @param password null where the session has it remembered
   * @param remember the payer ticked that it is to be remembered
   */
  Mono<Attempt> pay(Visit visit, String code, @Nullable String password, boolean remember) {
    String typed = code.strip();
    if (!CODE.matcher(typed).matches()) {
      return refused("pay.problem.code");
    }
    // Before the code is used up: it is good for one payment only.
    return available(visit)
        .flatMap(
            available ->
                available.compareTo(visit.order().amount()) < 0
                    ? refused("pay.problem.balance")
                    : authorize(visit, typed, password, remember));
  }

  private Mono<Attempt> authorize(
      Visit visit, String code, @Nullable String password, boolean remember) {
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
                  case Outcome.Done _ -> settle(visit);
                  case Outcome.Refusal refusal -> unauthorized(visit, refusal.code());
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  /** A code that is used up may have been used a moment ago, by a second click on the button. */
  private Mono<Attempt> unauthorized(Visit visit, ErrorCode code) {
    if (code == ErrorCode.SESSION_UNKNOWN) {
      return Mono.just(new Attempt.SignedOut());
    }
    boolean perhapsUsed =
        code == ErrorCode.VERIFICATION_CODE_WRONG || code == ErrorCode.VERIFICATION_CODE_EXPIRED;
    Attempt refused = new Attempt.Refused(Problems.message(code));
    return perhapsUsed ? Mono.delay(OTHER_TAB).then(endedOr(visit, refused)) : Mono.just(refused);
  }

  private Mono<Attempt> ended(Visit visit) {
    return visits
        .again(visit)
        .filter(now -> now.order().status() != OrderStatus.PENDING)
        .map(Ended::new);
  }

  private Mono<Attempt> endedOr(Visit visit, Attempt otherwise) {
    return visits
        .again(visit)
        .map(now -> now.order().status() == OrderStatus.PENDING ? otherwise : new Ended(now));
  }

  private Mono<Attempt> settle(Visit visit) {
    Order order = visit.order();
    return payer(visit)
        .flatMap(
            payer ->
                settling.pay(
                    visit.app(), order, payer.uid(), payer.openId(), visit.caller().requestId()))
        .flatMap(outcome -> attempt(visit, outcome))
        .onErrorResume(
            failure -> {
              log.error("whether order {} was paid is looked up", order.id(), failure);
              return lookup
                  .await(() -> ended(visit))
                  .defaultIfEmpty(new Attempt.Refused("pay.problem.unknown"));
            });
  }

  private Mono<Attempt> attempt(Visit visit, SettleOutcome outcome) {
    return switch (outcome) {
      case SettleOutcome.Posted _, SettleOutcome.Exists _, SettleOutcome.WrongState _ ->
          visits.again(visit).map(Ended::new);
      case SettleOutcome.TooLittle _, SettleOutcome.Frozen _ -> refused("pay.problem.balance");
      case SettleOutcome.Overloaded _ -> refused(Problems.message(ErrorCode.TOO_FREQUENT));
      case SettleOutcome.NotAllowed _ -> refused(Problems.message(ErrorCode.PAYING_FROZEN));
      case SettleOutcome.OverLimit _, SettleOutcome.OverCap _ ->
          Mono.error(new IllegalStateException("a payment ends with " + outcome));
    };
  }

  /** Without an OpenId where did-service does not say: paying must not depend on it. */
  private Mono<Party> payer(Visit visit) {
    return parties
        .find(visit.app(), new Subject.Uid(uid(visit)), visit.caller())
        .onErrorResume(Refused.class, refused -> Mono.just(new Party(uid(visit), null, Set.of())));
  }

  private static long uid(Visit visit) {
    return Objects.requireNonNull(visit.caller().uid());
  }

  private static Mono<Attempt> refused(String message) {
    return Mono.just(new Attempt.Refused(message));
  }
}
