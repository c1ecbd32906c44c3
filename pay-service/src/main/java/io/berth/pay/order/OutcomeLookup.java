package io.berth.pay.order;

import io.berth.api.Caller;
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
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.service.runtime.ServicesProperties;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds out what became of a change whose answer was lost: the database did not answer in time, or
 * its connection broke after the change was sent. Such a change was perhaps carried out, so that it
 * is looked up, and where nothing is found it counts as unknown and never as failed.
 */
@Component
public class OutcomeLookup {

  private static final Logger log = LoggerFactory.getLogger(OutcomeLookup.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration ANSWERING = Duration.ofSeconds(1);

  private final Orders orders;
  private final FirstCallbackLookup callbacks;
  private final Duration timeout;

  OutcomeLookup(Orders orders, FirstCallbackLookup callbacks, ServicesProperties services) {
    this.orders = orders;
    this.callbacks = callbacks;
    this.timeout = services.timeout();
  }

  /**
   * The answer of a change, looked up where it is lost.
   *
   * @param change carries the change out; subscribed to again where that is harmless
   */
  Mono<Outcome> guard(OrderChange command, Caller caller, Mono<Outcome> change) {
    Duration longest =
        timeout.plus(command.extraTime()).minus(PaymentCommand.LOOKUP).minus(ANSWERING);
    return change
        .timeout(longest)
        .onErrorResume(
            failure -> !(failure instanceof NotPosted),
            failure -> {
              log.warn(
                  "the outcome of {} is looked up: {}",
                  command.getClass().getSimpleName(),
                  failure.toString());
              return find(command, caller, change);
            });
  }

  /** The same for a change whose answer got lost on its way to whoever asked for it. */
  Mono<Outcome> find(OrderChange command, Caller caller, Mono<Outcome> change) {
    return await(() -> look(command, caller, change))
        .defaultIfEmpty(Refusal.of(ErrorCode.OUTCOME_UNKNOWN));
  }

  /** Looks until there is something to see, for a bounded time; empty where there is nothing. */
  public <T> Mono<T> await(Supplier<Mono<T>> look) {
    return Mono.defer(look)
        .onErrorResume(failure -> Mono.empty())
        .repeatWhenEmpty(looks -> looks.delayElements(PAUSE))
        .timeout(PaymentCommand.LOOKUP, Mono.empty());
  }

  private Mono<Outcome> look(OrderChange command, Caller caller, Mono<Outcome> change) {
    return switch (command) {
      // The same prepayment again is the same order.
      case Prepay _ -> change.filter(OutcomeLookup::isKnown);
      case PrepayOnce once ->
          orders
              .byNumber(appId(caller), once.tradeNo())
              .filter(stored -> isSame(stored, once, caller))
              .map(stored -> new PaymentOutcome.OrderFound(stored.order()));
      case PayUser pay -> settled(pay.tradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case ChargeOpenAccount charge ->
          settled(charge.tradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case ReturnOrder giveBack ->
          settled(giveBack.returnTradeNo(), caller).map(PaymentOutcome.OrderFound::new);
      case PayUserOnce once ->
          settled(once.tradeNo(), caller)
              .flatMap(
                  order ->
                      callbacks
                          .status(order.id(), Duration.ofMillis(1))
                          .map(status -> new PaymentOutcome.PaidOut(order, status)));
      case ConfirmPrepayment confirm -> confirmed(confirm);
      case RedoCallback(OrderReference order) ->
          orders
              .find(appId(caller), order)
              .filterWhen(stored -> orders.isTold(stored.order().id(), "REDO", caller.requestId()))
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

  /** An order with the number that another request settled is a duplicate's, not this one's. */
  private Mono<Order> settled(String tradeNo, Caller caller) {
    return orders
        .byNumber(appId(caller), tradeNo)
        .map(StoredOrder::order)
        .filter(order -> order.status() == OrderStatus.PAID)
        .filterWhen(order -> orders.isTold(order.id(), "SETTLED", caller.requestId()));
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

  /** Paid is paid; an order that has ended otherwise can no longer be. */
  private Mono<Outcome> confirmed(ConfirmPrepayment confirm) {
    return orders
        .byId(confirm.orderId())
        .map(StoredOrder::order)
        .filter(order -> order.tradeNo().equals(confirm.tradeNo()))
        .mapNotNull(OutcomeLookup::ended);
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
