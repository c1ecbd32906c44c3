package io.berth.pay.checkout;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.AccountOutcome.PayerProfile;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.page.GameFlow.Ending;
import io.berth.dialect.page.GameFlow.Purchase;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.balance.Balances;
import io.berth.pay.did.DidService;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.order.LostOutcome;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import java.math.BigDecimal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Charges the player for an order of a game, with the pay password. */
@Component
class GameCheckout {

  private static final Logger log = LoggerFactory.getLogger(GameCheckout.class);

  /** The gateway waits for a page's answer no longer than for a command's. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final DidService did;
  private final Balances balances;
  private final Orders orders;
  private final OrderPosting posting;

  GameCheckout(DidService did, Balances balances, Orders orders, OrderPosting posting) {
    this.did = did;
    this.balances = balances;
    this.orders = orders;
    this.posting = posting;
  }

  /** Next step of the dialog. */
  sealed interface Step {

    /** The game gets the result, and the dialog closes. */
    record Ended(Ending ending) implements Step {}

    /**
     * The dialog stays open.
     *
     * @param message key of what to tell the player
     */
    record Again(String message) implements Step {}

    /** Perhaps paid: the dialog stays open and asks for the outcome until it is known. */
    record Unknown() implements Step {}

    /** No payment of this order is known. One that was sent a moment ago may still come. */
    record Unpaid() implements Step {}

    /**
     * @param message key of what stands in the returnUrl, or empty
     */
    record Quoted(GameOrder order, BigDecimal available, String message) implements Step {}
  }

  /** Shows the price to the player. */
  Mono<Step> quote(GameOrder order) {
    ReadPayer read = new ReadPayer(order.player().uid(), order.sessionId(), order.app().appId());
    return isTaken(order)
        .flatMap(
            taken ->
                taken
                    ? Mono.just(new Step.Ended(Ending.of(ErrorCode.ORDER_EXISTS)))
                    : did.ask(read, DidService.AUTHORIZE_PAYMENT, order.caller().requestId())
                        .flatMap(outcome -> quote(order, outcome)));
  }

  private Mono<Step> quote(GameOrder order, Outcome outcome) {
    return switch (outcome) {
      case PayerProfile payer -> available(order).map(has -> quoted(order, payer, has));
      case Outcome.Refusal refusal -> Mono.just(new Step.Ended(Ending.of(refusal.code())));
      default -> Mono.error(new IllegalStateException("did-service answers " + outcome));
    };
  }

  private static Step quoted(GameOrder order, PayerProfile payer, BigDecimal available) {
    String message = "";
    if (!payer.hasPayPassword()) {
      message = Problems.message(ErrorCode.PAY_PASSWORD_UNSET);
    } else if (available.compareTo(order.purchase().amount()) < 0) {
      message = "pay.problem.balance";
    }
    return new Step.Quoted(order, available, message);
  }

  /**
   * An order that failed or was cancelled may be tried again; one that was paid or is archived
   * never.
   */
  private Mono<Boolean> isTaken(GameOrder order) {
    String appId = order.app().appId();
    String number = order.purchase().tradeNo();
    return orders
        .byNumber(appId, number)
        .map(stored -> stored.order().status() == OrderStatus.PAID)
        .switchIfEmpty(Mono.defer(() -> orders.isUsed(appId, number)));
  }

  private Mono<BigDecimal> available(GameOrder order) {
    return balances.available(order.player().uid(), AccountKind.COIN, order.coin());
  }

  /** An order that is paid already counts as paid, whatever balance and password are now. */
  Mono<Step> pay(GameOrder order, String password) {
    return paid(order).switchIfEmpty(Mono.defer(() -> authorize(order, password)));
  }

  private Mono<Step> authorize(GameOrder order, String password) {
    if (password.isEmpty()) {
      return again(Problems.message(ErrorCode.PAY_PASSWORD_WRONG));
    }
    AuthorizePayment authorize =
        new AuthorizePayment(
            order.player().uid(),
            order.sessionId(),
            order.app().appId(),
            null,
            null,
            password,
            false);
    return available(order)
        .flatMap(
            has ->
                has.compareTo(order.purchase().amount()) < 0
                    ? again("pay.problem.balance")
                    : did.ask(authorize, DidService.AUTHORIZE_PAYMENT, order.caller().requestId())
                        .flatMap(outcome -> authorized(order, outcome)));
  }

  private Mono<Step> authorized(GameOrder order, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> charge(order);
      case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.SESSION_UNKNOWN ->
          Mono.just(new Step.Ended(Ending.FAILED));
      case Outcome.Refusal(ErrorCode code, _) -> again(Problems.message(code));
      default -> Mono.error(new IllegalStateException("did-service answers " + outcome));
    };
  }

  private Mono<Step> charge(GameOrder order) {
    return posting
        .charge(order.app(), order.coin(), draft(order), order.caller().requestId())
        .flatMap(outcome -> charged(order, outcome))
        .timeout(LONGEST)
        .onErrorReturn(
            failure -> Refused.is(failure, ErrorCode.OUTCOME_UNKNOWN), new Step.Unknown())
        .onErrorResume(
            failure -> {
              log.error(
                  "whether {} of {} was paid is looked up",
                  order.purchase().tradeNo(),
                  order.app().appId(),
                  failure);
              return LostOutcome.find(() -> paid(order)).defaultIfEmpty(new Step.Unknown());
            });
  }

  /** The outcome of a payment whose response was lost. */
  Mono<Step> outcome(GameOrder order) {
    return paid(order).defaultIfEmpty(new Step.Unpaid());
  }

  private Mono<Step> paid(GameOrder order) {
    return orders
        .byNumber(order.app().appId(), order.purchase().tradeNo())
        .filter(stored -> stored.order().status() == OrderStatus.PAID)
        .map(stored -> new Step.Ended(isThis(stored.order(), order)));
  }

  private Mono<Step> charged(GameOrder order, Outcome outcome) {
    return switch (outcome) {
      case PaymentOutcome.OrderFound _ -> Mono.just(new Step.Ended(Ending.PAID));
      case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.BALANCE_TOO_LOW ->
          again("pay.problem.balance");
      case Outcome.Refusal(ErrorCode code, _)
          when code == ErrorCode.TOO_FREQUENT || code == ErrorCode.FROZEN_AFTER_FIRST_DEPOSIT ->
          again(Problems.message(code));
      case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.ORDER_EXISTS ->
          orders
              .byNumber(order.app().appId(), order.purchase().tradeNo())
              .<Step>map(stored -> new Step.Ended(isThis(stored.order(), order)))
              .defaultIfEmpty(new Step.Ended(Ending.FAILED));
      case Outcome.Refusal refusal -> Mono.just(new Step.Ended(Ending.of(refusal.code())));
      default -> Mono.error(new IllegalStateException("a payment ends with " + outcome));
    };
  }

  /** A form that was sent twice has paid once; both get the same result. */
  private static Ending isThis(Order paid, GameOrder order) {
    boolean same =
        paid.status() == OrderStatus.PAID
            && Long.valueOf(order.player().uid()).equals(paid.uid())
            && paid.amount().compareTo(order.purchase().amount()) == 0
            && paid.attributes().equals(order.purchase().attributes());
    return same ? Ending.PAID : Ending.FAILED;
  }

  private static OrderDraft draft(GameOrder order) {
    Purchase purchase = order.purchase();
    return new OrderDraft(
        order.app().appId(),
        purchase.tradeNo(),
        new OrderUser(order.player().uid(), order.player().openId()),
        new OrderAmount(
            order.coin().id(),
            Amounts.canonical(purchase.amount()),
            Amounts.fee(purchase.amount(), order.app(), order.coin())),
        Direction.USER_TO_APP,
        AccountKind.COIN,
        purchase.attributes());
  }

  /** Result of a refusal before the dialog. */
  static Step ended(Refused refused) {
    return new Step.Ended(Ending.of(refused.refusal().code()));
  }

  private static Mono<Step> again(String message) {
    return Mono.just(new Step.Again(message));
  }
}
