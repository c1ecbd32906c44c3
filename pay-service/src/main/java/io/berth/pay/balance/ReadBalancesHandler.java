package io.berth.pay.balance;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.BalanceOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.access.Scope;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.service.command.CommandHandler;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the balances of a user or an app, in one coin or in all that the app may use. */
@Component
class ReadBalancesHandler implements CommandHandler<ReadBalances> {

  private final Access access;
  private final Parties parties;
  private final Coins coins;
  private final Balances balances;

  ReadBalancesHandler(Access access, Parties parties, Coins coins, Balances balances) {
    this.access = access;
    this.parties = parties;
    this.coins = coins;
    this.balances = balances;
  }

  @Override
  public Mono<Outcome> handle(ReadBalances command, Caller caller) {
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
                    .flatMap(wanted -> balances.of(party.uid(), command.account(), wanted)))
        .map(BalanceOutcome.Balances::new);
  }

  /** A client may read its own user's balances; only a server those of others and of the app. */
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
        .map(
            all ->
                all.stream().filter(coin -> app.policy().coins().contains(coin.code())).toList());
  }
}
