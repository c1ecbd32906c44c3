package io.berth.pay.balance;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the balances of users and apps. */
@Component
public class Balances {

  private final Access access;
  private final Parties parties;
  private final Coins coins;
  private final DatabaseClient database;

  Balances(Access access, Parties parties, Coins coins, DatabaseClient database) {
    this.access = access;
    this.parties = parties;
    this.coins = coins;
    this.database = database;
  }

  public Mono<Outcome> read(ReadBalances command, Caller caller) {
    App app = access.app(caller);
    Scope scope = Access.reading(command.account());
    access.require(app, scope);
    requireOwnOnly(command.owner(), caller);
    return parties
        .find(app, command.owner(), caller)
        .flatMap(party -> granting(command, party, scope, app, caller))
        .flatMap(
            party ->
                coins(app, command)
                    .flatMap(wanted -> balances(party.uid(), command.account(), wanted)))
        .map(BalanceOutcome.Balances::new);
  }

  /** A client asks for itself; the admin account is its server's business. */
  private static void requireOwnOnly(Subject owner, Caller caller) {
    boolean self = owner instanceof Subject.Self;
    boolean allowed =
        switch (caller.kind()) {
          case SERVER -> !self;
          case CLIENT, PAGE -> self;
          case CONSOLE, SERVICE, OPERATOR -> false;
        };
    if (!allowed) {
      throw Refused.because(ErrorCode.NO_PERMISSION, caller.kind() + " asks for " + owner);
    }
  }

  private Mono<Party> granting(
      ReadBalances command, Party party, Scope scope, App app, Caller caller) {
    return command.owner() instanceof Subject.Admin
        ? Mono.just(party)
        : parties.granting(party, scope, app, caller);
  }

  private Mono<List<Coin>> coins(App app, ReadBalances command) {
    if (command.coin() != null) {
      return access.coin(app, command.coin()).map(List::of);
    }
    return coins
        .all()
        .map(all -> all.stream().filter(coin -> app.coins().contains(coin.code())).toList());
  }

  /** One balance per coin, in the order of the coins; zero where there is no account. */
  public Mono<List<Balance>> balances(long uid, AccountKind account, List<Coin> wanted) {
    return database
        .sql("select coin_id, balance, frozen from accounts where owner = :uid and kind = :kind")
        .bind("uid", uid)
        .bind("kind", account.name())
        .map(row -> new Holding(coinId(row), amount(row, "balance"), amount(row, "frozen")))
        .all()
        .collectMap(Holding::coinId)
        .map(
            held ->
                wanted.stream()
                    .map(
                        coin -> {
                          Holding holding = held.getOrDefault(coin.id(), Holding.NONE);
                          return new Balance(
                              uid, coin.id(), coin.code(), holding.total, holding.frozen);
                        })
                    .toList());
  }

  private record Holding(int coinId, BigDecimal total, BigDecimal frozen) {
    static final Holding NONE = new Holding(0, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static int coinId(Readable row) {
    return Objects.requireNonNull(row.get("coin_id", Integer.class));
  }

  private static BigDecimal amount(Readable row, String name) {
    return Amounts.canonical(Objects.requireNonNull(row.get(name, BigDecimal.class)));
  }
}
