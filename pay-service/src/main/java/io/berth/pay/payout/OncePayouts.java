package io.berth.pay.payout;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.did.DidService;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.order.FirstCallbackLookup;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Payouts that take the admin account's pay password and tell how the first callback went. */
@Component
public class OncePayouts {

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final DidService did;
  private final OrderPosting settling;
  private final FirstCallbackLookup callbacks;

  OncePayouts(
      Access access,
      Parties parties,
      Orders orders,
      DidService did,
      OrderPosting settling,
      FirstCallbackLookup callbacks) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.did = did;
    this.settling = settling;
    this.callbacks = callbacks;
  }

  public Mono<Outcome> pay(PayUserOnce command, Caller caller) {
    App app = access.payingServer(caller, Scope.APP_TO_USER);
    return access
        .coin(app, command.coin())
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                parties
                    .find(app, command.payee(), caller)
                    .flatMap(payee -> pay(command, app, coin, payee, caller)));
  }

  /**
   * An order of this number that is gone stands in the way as well; the ledger knows the others.
   */
  private Mono<Outcome> pay(PayUserOnce command, App app, Coin coin, Party payee, Caller caller) {
    if (payee.uid() == app.adminUid()) {
      throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
    }
    OrderDraft draft =
        new OrderDraft(
            app.appId(),
            command.tradeNo(),
            payee.uid(),
            payee.openId(),
            coin.id(),
            Amounts.canonical(command.amount()),
            BigDecimal.ZERO,
            Direction.APP_TO_USER,
            AccountKind.COIN,
            command.attributes());
    CheckPayPassword check =
        new CheckPayPassword(app.adminUid(), app.appId(), command.payPassword(), true);
    return orders
        .isUsed(app.appId(), command.tradeNo())
        .filter(used -> !used)
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, command.tradeNo()))
        .flatMap(
            free ->
                did.demand(
                    Outcome.Done.class, check, DidService.AUTHORIZE_PAYMENT, caller.requestId()))
        .flatMap(right -> settling.payOut(app, coin, draft, caller.requestId()))
        .flatMap(this::withFirstCallback);
  }

  private Mono<Outcome> withFirstCallback(Outcome settled) {
    return settled instanceof PaymentOutcome.OrderFound(var order)
        ? callbacks
            .status(order.id(), PaymentCommand.LONGEST_WAIT)
            .map(status -> new PaymentOutcome.PaidOut(order, status))
        : Mono.just(settled);
  }
}
