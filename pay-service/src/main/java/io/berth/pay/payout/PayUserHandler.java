package io.berth.pay.payout;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.order.OrderPosting;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pays any existing user from the app's account, whether or not the user knows the app. */
@Component
class PayUserHandler implements CommandHandler<PayUser> {

  private final Access access;
  private final Parties parties;
  private final OrderPosting posting;

  PayUserHandler(Access access, Parties parties, OrderPosting posting) {
    this.access = access;
    this.parties = parties;
    this.posting = posting;
  }

  @Override
  public Mono<Outcome> handle(PayUser command, Caller caller) {
    App app = access.payingServer(caller, Access.payingUsers(command.account()));
    return access
        .coin(app, command.coin(), command.amount())
        .flatMap(
            coin ->
                parties
                    .findOther(app, command.payee(), caller)
                    .map(payee -> draft(command, app, coin, payee))
                    .flatMap(draft -> posting.payOut(app, coin, draft, caller.requestId())));
  }

  private static OrderDraft draft(PayUser command, App app, Coin coin, Party payee) {
    return new OrderDraft(
        app.appId(),
        command.tradeNo(),
        new OrderUser(payee.uid(), payee.openId()),
        OrderAmount.withoutFee(coin.id(), Amounts.canonical(command.amount())),
        Direction.APP_TO_USER,
        command.account(),
        command.attributes());
  }
}
