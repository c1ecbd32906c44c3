package io.berth.pay.prepayment;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.dialect.http.RedirectUrl;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.pay.prepayment.PrepaymentDraft.PageState;
import io.berth.pay.prepayment.PrepaymentDraft.Price;
import io.berth.service.command.CommandHandler;
import io.berth.service.wakeup.WakeUp;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens orders that wait for their payer on the pay page. */
@Component
public class PrepayHandler implements CommandHandler<Prepay> {

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final PayCodes codes;
  private final WakeUp wakeUp;
  private final DatabaseClient database;
  private final PrepaymentProperties properties;

  PrepayHandler(
      Access access,
      Parties parties,
      Orders orders,
      PayCodes codes,
      WakeUp wakeUp,
      DatabaseClient database,
      PrepaymentProperties properties) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.codes = codes;
    this.wakeUp = wakeUp;
    this.database = database;
    this.properties = properties;
  }

  @Override
  public Mono<Outcome> handle(Prepay command, Caller caller) {
    App app = access.app(caller);
    access.require(app, Scope.USER_TO_APP);
    if (!RedirectUrl.isRegistered(command.redirectUrl(), app.links().redirectUrls())) {
      throw Refused.because(ErrorCode.REDIRECT_NOT_REGISTERED, command.redirectUrl());
    }
    return access
        .coin(app, command.coin(), command.amount())
        .flatMap(
            coin ->
                payer(app, command.payer(), caller)
                    .flatMap(payer -> open(command, app, coin, payer.orElse(null), caller)));
  }

  private Mono<Optional<Party>> payer(App app, @Nullable Subject payer, Caller caller) {
    return payer == null
        ? Mono.just(Optional.empty())
        : parties.findOther(app, payer, caller).map(Optional::of);
  }

  private Mono<Outcome> open(
      Prepay command, App app, Coin coin, @Nullable Party payer, Caller caller) {
    return draft(command, app, coin, payer)
        .open(database, caller.requestId())
        .doOnNext(opened -> wakeUp.signal())
        .flatMap(opened -> stored(opened, command, payer))
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, command.tradeNo()))
        .flatMap(this::issueCode);
  }

  /** Empty where another order has the number. */
  private Mono<StoredOrder> stored(
      PrepaymentDraft.Opened opened, Prepay command, @Nullable Party payer) {
    return orders
        .byId(opened.orderId())
        .filter(stored -> opened.isNew() || isSame(stored, command, payer));
  }

  private PrepaymentDraft draft(Prepay command, App app, Coin coin, @Nullable Party payer) {
    return new PrepaymentDraft(
        app,
        command.tradeNo(),
        new Price(coin, command.amount()),
        payer,
        new PageState(command.device(), command.state(), command.redirectUrl()),
        command.attributes(),
        properties.lifetime());
  }

  private Mono<Outcome> issueCode(StoredOrder stored) {
    long id = stored.order().id();
    Prepayment prepayment = Objects.requireNonNull(stored.prepayment());
    return codes
        .issue(id, prepayment.expiresAt())
        .map(code -> new PaymentOutcome.Prepaid(id, code, prepayment.expiresAt()));
  }

  /** Whether a pending order is what is asked for again. */
  private static boolean isSame(StoredOrder stored, Prepay command, @Nullable Party payer) {
    Prepayment prepayment = stored.prepayment();
    return stored.order().status() == OrderStatus.PENDING
        && prepayment != null
        && stored.order().coin().equals(command.coin())
        && stored.order().amount().compareTo(command.amount()) == 0
        && stored.order().attributes().equals(command.attributes())
        && prepayment.device().equals(command.device())
        && prepayment.state().equals(command.state())
        && prepayment.redirectUrl().equals(command.redirectUrl())
        && Objects.equals(prepayment.specifiedUid(), payer == null ? null : payer.uid());
  }
}
