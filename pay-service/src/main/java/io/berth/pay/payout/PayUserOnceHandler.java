package io.berth.pay.payout;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.did.DidService;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.order.FirstCallbackLookup;
import io.berth.pay.order.OrderPosting;
import io.berth.pay.order.Orders;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Pays a user from the app's account for the admin account's pay password, and responds with the
 * status of the first callback. Each order number is good for one order.
 */
@Component
class PayUserOnceHandler implements CommandHandler<PayUserOnce> {

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final DidService did;
  private final OrderPosting posting;
  private final FirstCallbackLookup callbacks;

  PayUserOnceHandler(
      Access access,
      Parties parties,
      Orders orders,
      DidService did,
      OrderPosting posting,
      FirstCallbackLookup callbacks) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.did = did;
    this.posting = posting;
    this.callbacks = callbacks;
  }

  @Override
  public Mono<Outcome> handle(PayUserOnce command, Caller caller) {
    App app = access.payingServer(caller, Scope.APP_TO_USER);
    return access
        .coin(app, command.coin(), command.amount())
        .flatMap(
            coin ->
                parties
                    .findOther(app, command.payee(), caller)
                    .delayUntil(_ -> orders.requireUnused(app.appId(), command.tradeNo()))
                    .delayUntil(_ -> checkPassword(command, app, caller))
                    .map(payee -> draft(command, app, coin, payee))
                    .flatMap(draft -> posting.payOut(app, coin, draft, caller.requestId())))
        .flatMap(this::withFirstCallback);
  }

  private Mono<Outcome.Done> checkPassword(PayUserOnce command, App app, Caller caller) {
    return did.demand(
        Outcome.Done.class,
        new CheckPayPassword(app.accounts().adminUid(), app.appId(), command.payPassword(), true),
        DidService.AUTHORIZE_PAYMENT,
        caller.requestId());
  }

  private static OrderDraft draft(PayUserOnce command, App app, Coin coin, Party payee) {
    return new OrderDraft(
        app.appId(),
        command.tradeNo(),
        new OrderUser(payee.uid(), payee.openId()),
        OrderAmount.withoutFee(coin.id(), Amounts.canonical(command.amount())),
        Direction.APP_TO_USER,
        AccountKind.COIN,
        command.attributes());
  }

  private Mono<Outcome> withFirstCallback(Outcome posted) {
    return posted instanceof PaymentOutcome.OrderFound(var order)
        ? callbacks
            .status(order.id(), PaymentCommand.LONGEST_WAIT)
            .map(status -> new PaymentOutcome.PaidOut(order, status))
        : Mono.just(posted);
  }
}
