package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentCommand.OrderChange;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.balance.Balances;
import io.berth.pay.coin.AuditedCoins;
import io.berth.pay.coin.CoinCommands;
import io.berth.pay.operator.GuardedBalances;
import io.berth.pay.payout.OncePayouts;
import io.berth.pay.payout.Transfers;
import io.berth.pay.prepayment.Confirmations;
import io.berth.pay.prepayment.OncePrepayments;
import io.berth.pay.prepayment.Prepayments;
import io.berth.pay.refund.Refunds;
import io.berth.service.wakeup.WakeUp;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands each command to whom it concerns. */
@Component
public class OrderCommands {

  private final Prepayments prepayments;
  private final Transfers transfers;
  private final Refunds returns;
  private final Balances balances;
  private final OrderHistory history;
  private final GuardedBalances openingBalances;
  private final CoinCommands coins;
  private final AuditedCoins coinJournal;
  private final Access access;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final OncePrepayments oncePrepayments;
  private final Confirmations confirmations;
  private final OncePayouts oncePayouts;
  private final TransferViews transferViews;
  private final ConsoleOrders console;
  private final OutcomeLookup lookup;

  OrderCommands(
      Prepayments prepayments,
      Transfers transfers,
      Refunds returns,
      Balances balances,
      OrderHistory history,
      GuardedBalances openingBalances,
      CoinCommands coins,
      AuditedCoins coinJournal,
      Access access,
      Orders orders,
      WakeUp wakeUp,
      OncePrepayments oncePrepayments,
      Confirmations confirmations,
      OncePayouts oncePayouts,
      TransferViews transferViews,
      ConsoleOrders console,
      OutcomeLookup lookup) {
    this.prepayments = prepayments;
    this.transfers = transfers;
    this.returns = returns;
    this.balances = balances;
    this.history = history;
    this.openingBalances = openingBalances;
    this.coins = coins;
    this.coinJournal = coinJournal;
    this.access = access;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.oncePrepayments = oncePrepayments;
    this.confirmations = confirmations;
    this.oncePayouts = oncePayouts;
    this.transferViews = transferViews;
    this.console = console;
    this.lookup = lookup;
  }

  /** A refusal is an outcome; an error is none of the caller's business. */
  public Mono<Outcome> handle(PayCommand command, Caller caller) {
    Mono<Outcome> outcome = outcome(command, caller);
    return command instanceof OrderChange change ? lookup.guard(change, caller, outcome) : outcome;
  }

  private Mono<Outcome> outcome(PayCommand command, Caller caller) {
    return Mono.defer(() -> dispatch(command, caller))
        .onErrorResume(Refused.class, refused -> Mono.just(refused.refusal()));
  }

  private Mono<Outcome> dispatch(PayCommand command, Caller caller) {
    return switch (command) {
      case PaymentCommand.Prepay prepay -> prepayments.prepay(prepay, caller);
      case PaymentCommand.PayUser payUser -> transfers.payUser(payUser, caller);
      case PaymentCommand.ChargeOpenAccount charge -> transfers.charge(charge, caller);
      case PaymentCommand.ReturnOrder giveBack -> returns.giveBack(giveBack, caller);
      case BalanceCommand.ReadBalances read -> balances.read(read, caller);
      case PaymentCommand.ReadOrder(OrderReference order) -> readOrder(order, caller);
      case PaymentCommand.ReadOutcome(OrderChange change) ->
          lookup.find(change, caller, outcome(change, caller));
      case PaymentCommand.ReadHistory read -> history.read(read, caller);
      case PaymentCommand.RedoCallback(OrderReference order) -> redo(order, caller);
      case BalanceCommand.ReadPrices read -> coins.readPrices(read);
      case PaymentCommand.PrepayOnce prepay -> oncePrepayments.prepay(prepay, caller);
      case PaymentCommand.ConfirmPrepayment confirm -> confirmations.confirm(confirm, caller);
      case PaymentCommand.PayUserOnce payUser -> oncePayouts.pay(payUser, caller);
      case PaymentCommand.ReadTransfer(long orderId) -> transferViews.read(orderId, caller);
      case BalanceCommand.ReadCoins _ -> coins.details().map(BalanceOutcome.Coins::new);
      case OrderCommand asked -> console.answer(asked, caller);
      case BalanceCommand.PutCoin put -> {
        requireOperator(caller);
        yield coinJournal.put(put, caller);
      }
      case BalanceCommand.GiveOpeningBalance give -> {
        requireOperator(caller);
        yield openingBalances.give(give, caller);
      }
      default -> throw new IllegalArgumentException("not about orders: " + command);
    };
  }

  private Mono<Outcome> readOrder(OrderReference reference, Caller caller) {
    App app = access.app(caller);
    return orders
        .find(app.appId(), reference)
        .map(StoredOrder::order)
        .map(
            order -> {
              boolean own = caller.uid() != null && caller.uid().equals(order.uid());
              if (caller.kind() != Caller.Kind.SERVER && !own) {
                // As if it were not there: numbers of others are nobody's business.
                throw Refused.because(ErrorCode.ORDER_UNKNOWN);
              }
              return new PaymentOutcome.OrderFound(order);
            });
  }

  private Mono<Outcome> redo(OrderReference reference, Caller caller) {
    if (caller.kind() != Caller.Kind.SERVER) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
    App app = access.app(caller);
    return orders
        .find(app.appId(), reference)
        .flatMap(stored -> orders.tellAgain(stored.order().id(), caller.requestId()))
        .doOnSuccess(done -> wakeUp.signal())
        .thenReturn(new Outcome.Done());
  }

  private static void requireOperator(Caller caller) {
    if (caller.kind() != Caller.Kind.OPERATOR) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
  }
}
