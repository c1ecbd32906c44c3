package io.berth.pay.outcome;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.api.order.PaymentCommand.OrderChange;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.api.order.PaymentCommand.ReadOutcome;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.order.SimulatedOutcome;
import io.berth.pay.access.Refused;
import io.berth.pay.order.FirstCallbackLookup;
import io.berth.pay.order.LostOutcome;
import io.berth.pay.order.NotPosted;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.pay.prepayment.PrepayHandler;
import io.berth.service.runtime.ServicesProperties;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds the outcome of a change whose response was lost: the database did not respond in time, or
 * its connection broke after the change was sent. Such a change was perhaps carried out. It is
 * looked up, and where nothing is found it counts as unknown and never as failed.
 */
@Component
class LostOutcomes {

  private static final Logger log = LoggerFactory.getLogger(LostOutcomes.class);
  private static final Duration RESPONSE_TIME = Duration.ofSeconds(1);

  private final Orders orders;
  private final FirstCallbackLookup callbacks;
  private final PrepayHandler prepay;
  private final Duration timeout;

  LostOutcomes(
      Orders orders,
      FirstCallbackLookup callbacks,
      PrepayHandler prepay,
      ServicesProperties services) {
    this.orders = orders;
    this.callbacks = callbacks;
    this.prepay = prepay;
    this.timeout = services.timeout();
  }

  /** Looks the outcome of a change up where its response is lost. */
  Mono<Outcome> filter(Command command, Caller caller, Mono<Outcome> outcome) {
    return command instanceof OrderChange change ? guard(change, caller, outcome) : outcome;
  }

  private Mono<Outcome> guard(OrderChange change, Caller caller, Mono<Outcome> outcome) {
    Duration longest =
        timeout.plus(change.extraTime()).minus(PaymentCommand.LOOKUP).minus(RESPONSE_TIME);
    return outcome
        .timeout(longest)
        .onErrorResume(
            failure -> !(failure instanceof NotPosted),
            failure -> {
              log.warn(
                  "looking up the outcome of {}: {}",
                  change.getClass().getSimpleName(),
                  failure.toString());
              return find(change, caller, outcome);
            });
  }

  /** Finds an outcome whose response was lost on its way to the caller. */
  Mono<Outcome> read(ReadOutcome command, Caller caller) {
    return find(command.change(), caller, repeated(command.change(), caller));
  }

  /** A prepayment may be repeated without harm; other changes are not. */
  private Mono<Outcome> repeated(OrderChange change, Caller caller) {
    return change instanceof Prepay prepayment
        ? Refused.asOutcome(() -> prepay.handle(prepayment, caller))
        : Mono.empty();
  }

  private Mono<Outcome> find(OrderChange change, Caller caller, Mono<Outcome> repeated) {
    return LostOutcome.find(() -> query(change, caller, repeated))
        .defaultIfEmpty(Refusal.of(ErrorCode.OUTCOME_UNKNOWN));
  }

  private Mono<Outcome> query(OrderChange command, Caller caller, Mono<Outcome> repeated) {
    return switch (command) {
      // The same prepayment again is the same order.
      case Prepay _ -> repeated.filter(LostOutcomes::isKnown);
      case PrepayOnce once ->
          orders
              .byNumber(appId(caller), once.tradeNo())
              .filter(stored -> isSame(stored, once, caller))
              .map(stored -> new PaymentOutcome.OrderFound(stored.order()));
      case PayUser payout -> posted(payout.tradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case ChargeOpenAccount charge ->
          posted(charge.tradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case ReturnOrder refund ->
          posted(refund.returnTradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case PayUserOnce once ->
          posted(once.tradeNo(), caller)
              .flatMap(
                  order ->
                      callbacks
                          .status(order.id(), Duration.ofMillis(1))
                          .map(status -> new PaymentOutcome.PaidOut(order, status)));
      case ConfirmPrepayment confirm -> confirmed(confirm);
      case RedoCallback(OrderReference order) ->
          orders
              .find(appId(caller), order)
              .filterWhen(
                  stored -> orders.hasEvent(stored.order().id(), "REDO", caller.requestId()))
              .map(stored -> new Outcome.Done());
    };
  }

  private static boolean isKnown(Outcome outcome) {
    return !(outcome instanceof Refusal refusal)
        || refusal.code().category() == ErrorCode.Category.CALLER;
  }

  private static String appId(Caller caller) {
    return Objects.requireNonNullElse(caller.appId(), "");
  }

  /** An order with this number that another request posted is a duplicate, and not this outcome. */
  private Mono<Order> posted(String tradeNo, Caller caller) {
    return orders
        .byNumber(appId(caller), tradeNo)
        .map(StoredOrder::order)
        .filter(order -> order.status() == OrderStatus.PAID)
        .filter(LostOutcomes::mayBeKnown)
        .filterWhen(order -> orders.hasEvent(order.id(), "SETTLED", caller.requestId()));
  }

  private static boolean isSame(StoredOrder stored, PrepayOnce once, Caller caller) {
    Prepayment prepayment = stored.prepayment();
    return stored.order().status() == OrderStatus.PENDING
        && prepayment != null
        && Objects.equals(prepayment.specifiedUid(), caller.uid())
        && stored.order().amount().compareTo(once.amount()) == 0
        && stored.order().attributes().equals(once.attributes())
        && prepayment.state().equals(once.state())
        && prepayment.redirectUrl().equals(once.redirectUrl());
  }

  /** An order that is paid stays paid; one that ended otherwise can no longer be paid. */
  private Mono<Outcome> confirmed(ConfirmPrepayment confirm) {
    return orders
        .byId(confirm.orderId())
        .map(StoredOrder::order)
        .filter(order -> order.tradeNo().equals(confirm.tradeNo()))
        .filter(LostOutcomes::mayBeKnown)
        .mapNotNull(LostOutcomes::ended);
  }

  /** An amount of test may ask for an outcome that stays unknown. */
  private static boolean mayBeKnown(Order order) {
    return SimulatedOutcome.of(order.appId(), order.amount()) != SimulatedOutcome.UNKNOWN;
  }

  private static @Nullable Outcome ended(Order order) {
    return switch (order.status()) {
      case PENDING -> null;
      case PAID -> new PaymentOutcome.OrderFound(order);
      case EXPIRED -> Refusal.of(ErrorCode.ORDER_EXPIRED);
      case CANCELLED, FAILED -> Refusal.of(ErrorCode.ORDER_FINISHED);
    };
  }
}
