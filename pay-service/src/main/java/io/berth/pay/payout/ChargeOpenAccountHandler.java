package io.berth.pay.payout;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.token.TokenCommand.CheckPayToken;
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
import io.berth.pay.order.OrderPosting;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Charges a user's open account for the app, with a pay token that the user has given to it. */
@Component
class ChargeOpenAccountHandler implements CommandHandler<ChargeOpenAccount> {

  private final Access access;
  private final Parties parties;
  private final DidService did;
  private final OrderPosting posting;

  ChargeOpenAccountHandler(Access access, Parties parties, DidService did, OrderPosting posting) {
    this.access = access;
    this.parties = parties;
    this.did = did;
    this.posting = posting;
  }

  @Override
  public Mono<Outcome> handle(ChargeOpenAccount command, Caller caller) {
    App app = access.payingServer(caller, Scope.OPEN_USER_TO_APP);
    return access
        .coin(app, command.coin(), command.amount())
        .flatMap(
            coin ->
                parties
                    .findOther(app, command.payer(), caller)
                    .doOnNext(payer -> Access.admit(app, payer.uid()))
                    .flatMap(payer -> parties.granting(payer, Scope.OPEN_USER_TO_APP, app, caller))
                    .flatMap(payer -> charge(command, app, coin, payer, caller)));
  }

  private Mono<Outcome> charge(
      ChargeOpenAccount command, App app, Coin coin, Party payer, Caller caller) {
    CheckPayToken check = new CheckPayToken(app.appId(), payer.uid(), command.payToken());
    return did.ask(check, DidService.CHECK_PAY_TOKEN, caller.requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ ->
                      posting.charge(
                          app, coin, draft(command, app, coin, payer), caller.requestId());
                  case Outcome.Refusal refusal -> Mono.just(refusal);
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  private static OrderDraft draft(ChargeOpenAccount command, App app, Coin coin, Party payer) {
    return new OrderDraft(
        app.appId(),
        command.tradeNo(),
        new OrderUser(payer.uid(), payer.openId()),
        new OrderAmount(
            coin.id(),
            Amounts.canonical(command.amount()),
            Amounts.fee(command.amount(), app, coin)),
        Direction.USER_TO_APP,
        AccountKind.OPEN,
        command.attributes());
  }
}
