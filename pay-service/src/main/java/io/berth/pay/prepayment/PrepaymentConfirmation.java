package io.berth.pay.prepayment;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.did.DidService;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.service.sql.DatabaseClock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pays a prepayment that its payer confirms with their pay password, without a pay page. */
@Component
class PrepaymentConfirmation {

  private final Access access;
  private final Orders orders;
  private final DidService did;
  private final OrderPosting posting;
  private final DatabaseClock clock;

  PrepaymentConfirmation(
      Access access, Orders orders, DidService did, OrderPosting posting, DatabaseClock clock) {
    this.access = access;
    this.orders = orders;
    this.did = did;
    this.posting = posting;
    this.clock = clock;
  }

  /** Answers {@link PaymentOutcome.OrderFound}, or is {@link Refused}. */
  Mono<Outcome> confirm(StoredOrder stored, long uid, String payPassword, Caller caller) {
    return Mono.fromSupplier(
            () -> {
              requireOwnAndOpen(stored, uid);
              requireAdmitted(stored.order(), uid);
              return stored.order();
            })
        .delayUntil(_ -> requireUnfrozen(uid))
        .delayUntil(order -> checkPassword(order, uid, payPassword, caller))
        .flatMap(order -> pay(order, uid, caller));
  }

  private Mono<Void> requireUnfrozen(long uid) {
    return posting.obstacle(uid).flatMap(code -> Mono.error(Refused.because(code)));
  }

  private Mono<Outcome.Done> checkPassword(
      Order order, long uid, String payPassword, Caller caller) {
    return did.demand(
        Outcome.Done.class,
        new CheckPayPassword(uid, order.appId(), payPassword, false),
        DidService.AUTHORIZE_PAYMENT,
        caller.requestId());
  }

  /** Only the user whose token made the order may pay it, and only while it waits. */
  private void requireOwnAndOpen(StoredOrder stored, long uid) {
    Prepayment prepayment = stored.prepayment();
    if (prepayment == null || !Objects.equals(prepayment.specifiedUid(), uid)) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "another user's order");
    }
    OrderStatus status = stored.order().status();
    if (status == OrderStatus.PENDING && prepayment.expiresAt().isAfter(clock.instant())) {
      return;
    }
    throw Refused.because(status == OrderStatus.PENDING ? ErrorCode.ORDER_EXPIRED : ended(status));
  }

  /** The app may have been withdrawn from the user since the order was made. */
  private void requireAdmitted(Order order, long uid) {
    App app = access.app(order.appId());
    access.require(app, Scope.USER_TO_APP);
    Access.admit(app, uid);
  }

  private Mono<Outcome> pay(Order order, long uid, Caller caller) {
    App app = access.app(order.appId());
    return posting
        .pay(app, order, new OrderUser(uid, order.openId()), null, caller.requestId())
        .flatMap(outcome -> outcome(outcome, order));
  }

  private Mono<Outcome> outcome(PostingOutcome outcome, Order order) {
    return switch (outcome) {
      case PostingOutcome.Posted _ ->
          orders.byId(order.id()).map(stored -> new PaymentOutcome.OrderFound(stored.order()));
      case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
          refused(ErrorCode.BALANCE_TOO_LOW);
      case PostingOutcome.Exists _ -> refused(ErrorCode.ORDER_FINISHED);
      case PostingOutcome.WrongState(OrderStatus status) -> refused(ended(status));
      case PostingOutcome.Overloaded _ -> refused(ErrorCode.TOO_FREQUENT);
      case PostingOutcome.NotAllowed _ -> refused(ErrorCode.PAYING_FROZEN);
      case PostingOutcome.OverLimit _, PostingOutcome.OverCap _ ->
          Mono.error(new IllegalStateException("a payment was refused: " + outcome));
    };
  }

  private static ErrorCode ended(@Nullable OrderStatus status) {
    return status == OrderStatus.EXPIRED ? ErrorCode.ORDER_EXPIRED : ErrorCode.ORDER_FINISHED;
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Outcome.Refusal.of(code));
  }
}
