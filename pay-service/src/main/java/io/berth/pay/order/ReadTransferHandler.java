package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome.CoinDetail;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand.ReadTransfer;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.api.user.UserOutcome.Person;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.coin.CoinCatalog;
import io.berth.pay.did.DidService;
import io.berth.service.command.CommandHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads an order with the people and the coin of it, for one of its two parties. */
@Component
class ReadTransferHandler implements CommandHandler<ReadTransfer> {

  private final Access access;
  private final Orders orders;
  private final CoinCatalog coins;
  private final DidService did;

  ReadTransferHandler(Access access, Orders orders, CoinCatalog coins, DidService did) {
    this.access = access;
    this.orders = orders;
    this.coins = coins;
    this.did = did;
  }

  @Override
  public Mono<Outcome> handle(ReadTransfer command, Caller caller) {
    App app = access.app(caller);
    return orders
        .find(app.appId(), new OrderReference.OrderId(command.orderId()))
        .map(StoredOrder::order)
        .doOnNext(order -> requireParty(order, app, caller))
        .flatMap(
            order ->
                Mono.zip(people(order, app, caller), coin(order))
                    .map(found -> transfer(order, app, found.getT1(), found.getT2())));
  }

  private static void requireParty(Order order, App app, Caller caller) {
    Long uid = caller.uid();
    boolean party =
        uid != null && (Objects.equals(uid, order.uid()) || uid == app.accounts().adminUid());
    if (!party) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "no party to order " + order.id());
    }
  }

  private Mono<List<Person>> people(Order order, App app, Caller caller) {
    Long uid = order.uid();
    List<Long> uids =
        uid == null ? List.of(app.accounts().adminUid()) : List.of(uid, app.accounts().adminUid());
    return did.demand(
            UserOutcome.People.class,
            new ReadPeople(uids),
            DidService.RESOLVE_IDENTITY,
            caller.requestId())
        .map(UserOutcome.People::people);
  }

  private Mono<CoinDetail> coin(Order order) {
    return coins
        .details()
        .flatMap(
            all ->
                Mono.justOrEmpty(
                    all.stream().filter(coin -> coin.id() == order.coinId()).findFirst()))
        .defaultIfEmpty(new CoinDetail(order.coinId(), order.coin(), 0, null, Map.of()));
  }

  private static Outcome transfer(Order order, App app, List<Person> people, CoinDetail coin) {
    Person user = person(people, order.uid() == null ? 0 : order.uid());
    Person merchant = person(people, app.accounts().adminUid());
    return order.direction() == Direction.USER_TO_APP
        ? new PaymentOutcome.Transfer(order, user, merchant, coin)
        : new PaymentOutcome.Transfer(order, merchant, user, coin);
  }

  /** A person whose account is gone keeps an empty name. */
  private static Person person(List<Person> people, long uid) {
    return people.stream()
        .filter(person -> person.uid() == uid)
        .findFirst()
        .orElse(new Person(uid, "", ""));
  }
}
