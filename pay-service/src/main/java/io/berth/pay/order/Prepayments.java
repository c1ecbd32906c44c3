package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.OrderStatus;
import io.berth.api.Outcome;
import io.berth.api.PayCommand.Prepay;
import io.berth.api.Subject;
import io.berth.dialect.App;
import io.berth.dialect.RedirectUrl;
import io.berth.pay.PayProperties;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Orders that wait for their payer. */
@Component
class Prepayments {

  private record Opened(boolean isNew, long orderId) {}

  private final Access access;
  private final Parties parties;
  private final Orders orders;
  private final PayCodes codes;
  private final EventBell bell;
  private final DatabaseClient database;
  private final PayProperties properties;

  Prepayments(
      Access access,
      Parties parties,
      Orders orders,
      PayCodes codes,
      EventBell bell,
      DatabaseClient database,
      PayProperties properties) {
    this.access = access;
    this.parties = parties;
    this.orders = orders;
    this.codes = codes;
    this.bell = bell;
    this.database = database;
    this.properties = properties;
  }

  Mono<Outcome> prepay(Prepay command, Caller caller) {
    App app = access.app(caller);
    access.require(app, Scope.USER_TO_APP);
    if (!RedirectUrl.isRegistered(command.redirectUrl(), app.redirectUrls())) {
      throw Refused.because(ErrorCode.REDIRECT_NOT_REGISTERED, command.redirectUrl());
    }
    return access
        .coin(app, command.coin())
        .doOnNext(coin -> Amounts.check(command.amount(), coin))
        .flatMap(
            coin ->
                payer(app, command.payer(), caller)
                    .flatMap(payer -> open(command, app, coin, payer.orElse(null), caller)));
  }

  private Mono<Optional<Party>> payer(App app, @Nullable Subject payer, Caller caller) {
    if (payer == null) {
      return Mono.just(Optional.empty());
    }
    return parties
        .find(app, payer, caller)
        .map(
            party -> {
              if (party.uid() == app.adminUid()) {
                throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
              }
              return Optional.of(party);
            });
  }

  private Mono<Outcome> open(
      Prepay command, App app, Coin coin, @Nullable Party payer, Caller caller) {
    return openOrder(command, app, coin, payer, caller.requestId())
        .doOnNext(opened -> bell.ring())
        .flatMap(
            opened ->
                orders
                    .byId(opened.orderId())
                    .filter(stored -> opened.isNew() || isSame(stored, command, payer)))
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, command.tradeNo()))
        .flatMap(
            stored -> {
              long id = stored.order().id();
              Prepayment prepayment = Objects.requireNonNull(stored.prepayment());
              return codes
                  .issue(id, prepayment.expiresAt())
                  .map(code -> new Outcome.Prepaid(id, code, prepayment.expiresAt()));
            });
  }

  private Mono<Opened> openOrder(
      Prepay command, App app, Coin coin, @Nullable Party payer, String requestId) {
    GenericExecuteSpec call =
        database
            .sql(
                """
                select opened, order_id from open_order(
                  :app, :number, :coin, :amount, :cut, :uid, :open_id, :device, :state, :redirect,
                  :attributes, make_interval(secs => :seconds), :request)
                """)
            .bind("app", app.appId())
            .bind("number", command.tradeNo())
            .bind("coin", coin.id())
            .bind("amount", command.amount())
            .bind("cut", Amounts.cut(command.amount(), app, coin))
            .bind("device", command.device())
            .bind("state", command.state())
            .bind("redirect", command.redirectUrl())
            .bind(
                "attributes", Json.of(BerthJson.mapper().writeValueAsString(command.attributes())))
            .bind("seconds", (double) properties.prepaymentLifetime().toSeconds())
            .bind("request", requestId);
    String openId = payer == null ? null : payer.openId();
    call = payer == null ? call.bindNull("uid", Long.class) : call.bind("uid", payer.uid());
    call = openId == null ? call.bindNull("open_id", String.class) : call.bind("open_id", openId);
    return call.map(
            row ->
                new Opened(
                    Objects.requireNonNull(row.get("opened", Boolean.class)),
                    Objects.requireNonNull(row.get("order_id", Long.class))))
        .one();
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
