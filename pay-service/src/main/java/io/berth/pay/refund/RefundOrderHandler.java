package io.berth.pay.refund;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.OrderOutcome.Refunded;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.service.audit.Reasons;
import io.berth.service.command.CommandHandler;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Refunds a payment for a member of the app's company: never more than is left of it, whatever the
 * app's own server may return, and without a scope of the app. A suspended app's users are paid
 * back as well.
 */
@Component
public class RefundOrderHandler implements CommandHandler<RefundOrder> {

  private final Apps apps;
  private final Coins coins;
  private final Orders orders;
  private final OrderPosting posting;
  private final RefundNotices notices;

  RefundOrderHandler(
      Apps apps, Coins coins, Orders orders, OrderPosting posting, RefundNotices notices) {
    this.apps = apps;
    this.coins = coins;
    this.orders = orders;
    this.posting = posting;
    this.notices = notices;
  }

  @Override
  public Mono<Outcome> handle(RefundOrder command, Caller caller) {
    App app = Access.existing(apps, caller);
    Invalid problem = problem(command, app);
    return problem == null
        ? orders
            .find(app.appId(), new OrderReference.OrderId(command.orderId()))
            .map(StoredOrder::order)
            .flatMap(
                original ->
                    repeated(command, original)
                        .switchIfEmpty(Mono.defer(() -> checked(command, app, original, caller))))
        : Mono.just(problem);
  }

  private static @Nullable Invalid problem(RefundOrder command, App app) {
    String number = OrderCommand.refundNumber(command.orderId());
    if (!Reasons.isGiven(command.reason())) {
      return Invalid.of("reason", "missing");
    } else if (!command.tradeNo().startsWith(number)
        || !command.tradeNo().substring(number.length()).matches("[0-9a-z]{8}")) {
      return Invalid.of("tradeNo", "malformed");
    } else if (app.profile().launch().state() == LaunchState.CLOSED) {
      return Invalid.of("refund", "closed");
    }
    return null;
  }

  /** Empty unless an order has the number. */
  private Mono<Outcome> repeated(RefundOrder command, Order original) {
    return orders
        .byNumber(original.appId(), command.tradeNo())
        .map(StoredOrder::order)
        .map(
            made ->
                original.tradeNo().equals(made.returnOf())
                        && made.amount().compareTo(command.amount()) == 0
                    ? new Refunded(made)
                    : Invalid.of("tradeNo", "taken"));
  }

  private Mono<Outcome> checked(RefundOrder command, App app, Order original, Caller caller) {
    if (original.kind() != Kind.PAYMENT || original.status() != OrderStatus.PAID) {
      return Mono.just(Invalid.of("refund", "not-paid"));
    }
    return coins
        .byCode(original.coin())
        .flatMap(
            coin ->
                Amounts.fits(command.amount(), coin)
                    ? refund(command, app, original, coin, caller)
                    : Mono.just(Invalid.of("amount", "malformed")));
  }

  private Mono<Outcome> refund(
      RefundOrder command, App app, Order original, Coin coin, Caller caller) {
    Map<String, String> attributes =
        Map.of(
            "reason",
            command.reason().strip(),
            "refundedBy",
            Long.toString(Objects.requireNonNull(caller.uid())));
    return notices
        .add(command, original, caller)
        .then(
            Mono.defer(
                () ->
                    posting.refund(
                        app,
                        coin,
                        Refunds.draft(
                            original, command.tradeNo(), coin, command.amount(), attributes),
                        new Refund(original.id(), original.tradeNo(), true),
                        caller.requestId())))
        .flatMap(outcome -> answer(outcome, command, original));
  }

  private Mono<Outcome> answer(Outcome outcome, RefundOrder command, Order original) {
    return switch (outcome) {
      case OrderFound(Order refund) -> {
        notices.refunded();
        yield Mono.just(new Refunded(refund));
      }
      case Refusal(ErrorCode code, _) when code == ErrorCode.ORDER_EXISTS ->
          repeated(command, original).defaultIfEmpty(outcome);
      case Refusal(ErrorCode code, _) when code == ErrorCode.RETURN_EXCEEDS_ORDER ->
          Mono.just(Invalid.of("amount", "over-rest"));
      case Refusal(ErrorCode code, _) when code == ErrorCode.BALANCE_TOO_LOW ->
          Mono.just(Invalid.of("amount", "over-balance"));
      default -> Mono.just(outcome);
    };
  }
}
