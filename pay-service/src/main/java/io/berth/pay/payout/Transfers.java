package io.berth.pay.payout;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.Direction;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.token.TokenCommand.CheckPayToken;
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
import io.berth.pay.order.OrderPosting;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Payments that an app's server makes without the user at hand. */
@Component
public class Transfers {

  private final Access access;
  private final Parties parties;
  private final DidService did;
  private final OrderPosting settling;

  Transfers(Access access, Parties parties, DidService did, OrderPosting settling) {
    this.access = access;
    this.parties = parties;
    this.did = did;
    this.settling = settling;
  }

  /** Pays any existing user, whether or not they know the app. */
  public Mono<Outcome> payUser(PayUser command, Caller caller) {
    App app = access.payingServer(caller, Access.payingUsers(command.account()));
    return access
        .coin(app, command.coin())
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                parties
                    .find(app, command.payee(), caller)
                    .flatMap(
                        payee -> {
                          requireOther(payee, app);
                          OrderDraft draft =
                              draft(
                                  app,
                                  command.tradeNo(),
                                  payee,
                                  coin,
                                  command.amount(),
                                  BigDecimal.ZERO,
                                  Direction.APP_TO_USER,
                                  command.account(),
                                  command.attributes());
                          return settling.payOut(app, coin, draft, caller.requestId());
                        }));
  }

  public Mono<Outcome> charge(ChargeOpenAccount command, Caller caller) {
    App app = access.payingServer(caller, Scope.OPEN_USER_TO_APP);
    return access
        .coin(app, command.coin())
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                parties
                    .find(app, command.payer(), caller)
                    .doOnNext(payer -> requireOther(payer, app))
                    .flatMap(payer -> parties.granting(payer, Scope.OPEN_USER_TO_APP, app, caller))
                    .flatMap(payer -> charge(command, app, coin, payer, caller)));
  }

  private Mono<Outcome> charge(
      ChargeOpenAccount command, App app, Coin coin, Party payer, Caller caller) {
    OrderDraft draft =
        draft(
            app,
            command.tradeNo(),
            payer,
            coin,
            command.amount(),
            Amounts.cut(command.amount(), app, coin),
            Direction.USER_TO_APP,
            AccountKind.OPEN,
            command.attributes());
    CheckPayToken check = new CheckPayToken(app.appId(), payer.uid(), command.payToken());
    return did.ask(check, DidService.CHECK_PAY_TOKEN, caller.requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> settling.charge(app, coin, draft, caller.requestId());
                  case Outcome.Refusal refusal -> Mono.just(refusal);
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  private static void requireOther(Party party, App app) {
    if (party.uid() == app.adminUid()) {
      throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
    }
  }

  private static OrderDraft draft(
      App app,
      String tradeNo,
      Party party,
      Coin coin,
      BigDecimal amount,
      BigDecimal cut,
      Direction direction,
      AccountKind account,
      Map<String, String> attributes) {
    return new OrderDraft(
        app.appId(),
        tradeNo,
        party.uid(),
        party.openId(),
        coin.id(),
        Amounts.canonical(amount),
        cut,
        direction,
        account,
        attributes);
  }
}
