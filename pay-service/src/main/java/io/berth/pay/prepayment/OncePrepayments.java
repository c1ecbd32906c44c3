package io.berth.pay.prepayment;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.order.Orders;
import io.berth.service.wakeup.WakeUp;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Orders that wait for the very user whose token made them, with numbers that are good once. */
@Component
public class OncePrepayments {

  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
  private static final String NO_DEVICE = "";

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final DatabaseClient database;

  OncePrepayments(
      Access access, Parties parties, Orders orders, WakeUp wakeUp, DatabaseClient database) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.database = database;
  }

  public Mono<Outcome> prepay(PrepayOnce command, Caller caller) {
    if (caller.kind() != Caller.Kind.CLIENT) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    } else if (command.lifetimeSeconds() < 1 || command.lifetimeSeconds() > LONGEST_SECONDS) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "lifetime out of range");
    }
    App app = access.app(caller);
    access.require(app, Scope.USER_TO_APP);
    return access
        .coin(app, command.coin())
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                parties
                    .find(app, new Subject.Self(), caller)
                    .flatMap(payer -> parties.granting(payer, Scope.USER_TO_APP, app, caller))
                    .doOnNext(payer -> requireOther(payer, app))
                    .flatMap(payer -> open(command, app, coin, payer, caller)));
  }

  private static void requireOther(Party payer, App app) {
    if (payer.uid() == app.adminUid()) {
      throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
    }
  }

  /**
   * Numbers are never given back, so one that is free now can only be taken by an order that is
   * alive when this one is opened; and that stands in the way.
   */
  private Mono<Outcome> open(PrepayOnce command, App app, Coin coin, Party payer, Caller caller) {
    PrepaymentDraft opening =
        new PrepaymentDraft(
            app,
            command.tradeNo(),
            coin,
            command.amount(),
            payer,
            NO_DEVICE,
            command.state(),
            command.redirectUrl(),
            command.attributes(),
            Duration.ofSeconds(command.lifetimeSeconds()),
            caller.requestId());
    return orders
        .isUsed(app.appId(), command.tradeNo())
        .filter(used -> !used)
        .flatMap(free -> opening.open(database))
        .doOnNext(opened -> wakeUp.signal())
        .filter(PrepaymentDraft.Opened::isNew)
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, command.tradeNo()))
        .flatMap(opened -> orders.byId(opened.orderId()))
        .map(stored -> new PaymentOutcome.OrderFound(stored.order()));
  }
}
