package io.berth.pay.testmoney;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.balance.TestMoneyCommand.GivePlayerMoney;
import io.berth.api.balance.TestMoneyCommand.GiveTestMoney;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.service.command.CommandHandlers;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class TestMoneyConfiguration {

  private static final String COIN_OF_GAMES = "cny";
  private static final String PLAYERS_AMOUNT = "10000";

  @Bean
  CommandHandlers testMoneyHandlers(TestMoney money, Apps apps, Dialects dialects) {
    return CommandHandlers.builder()
        .on(GiveTestMoney.class, (give, caller) -> give(give, caller, money, apps))
        .on(
            GivePlayerMoney.class,
            (give, caller) -> {
              App app = Access.existing(apps, caller);
              return give(give.uid(), app, dialects.byId(app.dialect()), money, caller);
            })
        .build();
  }

  private static Mono<Outcome> give(GiveTestMoney give, Caller caller, TestMoney money, Apps apps) {
    App app = Access.existing(apps, caller);
    return Realm.of(app.appId()) == Realm.TEST
        ? money
            .give(
                app.accounts().adminUid(),
                give.account(),
                give.coin(),
                give.amount(),
                caller.requestId())
            .<Outcome>map(_ -> Outcome.Invalid.of("amount", "test-money"))
            .defaultIfEmpty(new Outcome.Done())
        : Mono.just(Refusal.of(ErrorCode.NO_PERMISSION, "not an app of test"));
  }

  private static Mono<Outcome> give(
      long uid, App app, @Nullable Dialect dialect, TestMoney money, Caller caller) {
    if (Realm.of(app.appId()) != Realm.TEST || Realm.of(uid) != Realm.TEST) {
      return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION, "not of test"));
    }
    Set<String> coins = new TreeSet<>(app.policy().coins());
    if (dialect != null && dialect.pages().game() != null) {
      coins.add(COIN_OF_GAMES);
    }
    return Flux.fromIterable(coins)
        .concatMap(
            coin -> money.give(uid, AccountKind.COIN, coin, PLAYERS_AMOUNT, caller.requestId()))
        .then(Mono.just(new Outcome.Done()));
  }
}
