package io.berth.pay.prepayment;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.order.Orders;
import io.berth.pay.prepayment.PrepaymentDraft.Opened;
import io.berth.pay.prepayment.PrepaymentDraft.PageState;
import io.berth.pay.prepayment.PrepaymentDraft.Price;
import io.berth.service.command.CommandHandler;
import io.berth.service.wakeup.WakeUp;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Opens orders that only the user whose token made them may pay. Each order number is good for one
 * order.
 */
@Component
class PrepayOnceHandler implements CommandHandler<PrepayOnce> {

  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
  private static final String NO_DEVICE = "";

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final DatabaseClient database;

  PrepayOnceHandler(
      Access access, Parties parties, Orders orders, WakeUp wakeUp, DatabaseClient database) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.database = database;
  }

  @Override
  public Mono<Outcome> handle(PrepayOnce command, Caller caller) {
    if (caller.kind() != Caller.Kind.CLIENT) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    } else if (command.lifetimeSeconds() < 1 || command.lifetimeSeconds() > LONGEST_SECONDS) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "lifetime out of range");
    }
    App app = access.app(caller);
    access.require(app, Scope.USER_TO_APP);
    return access
        .coin(app, command.coin(), command.amount())
        .flatMap(
            coin ->
                parties
                    .find(app, new Subject.Self(), caller)
                    .flatMap(payer -> parties.granting(payer, Scope.USER_TO_APP, app, caller))
                    .doOnNext(payer -> Parties.requireOther(payer, app))
                    .map(payer -> draft(command, app, coin, payer)))
        .flatMap(draft -> open(draft, caller.requestId()));
  }

  private static PrepaymentDraft draft(PrepayOnce command, App app, Coin coin, Party payer) {
    return new PrepaymentDraft(
        app,
        command.tradeNo(),
        new Price(coin, command.amount()),
        payer,
        new PageState(NO_DEVICE, command.state(), command.redirectUrl()),
        command.attributes(),
        Duration.ofSeconds(command.lifetimeSeconds()));
  }

  /**
   * Numbers are never given back. One that is unused here can only be taken by an order that still
   * exists when this one is opened, and opening finds that order.
   */
  private Mono<Outcome> open(PrepaymentDraft draft, String requestId) {
    return orders
        .requireUnused(draft.app().appId(), draft.tradeNo())
        .flatMap(_ -> draft.open(database, requestId))
        .doOnNext(opened -> wakeUp.signal())
        .filter(Opened::isNew)
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, draft.tradeNo()))
        .flatMap(opened -> orders.byId(opened.orderId()))
        .map(stored -> new PaymentOutcome.OrderFound(stored.order()));
  }
}
