package io.berth.pay.testmoney;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.balance.TestMoneyCommand.GiveTestMoney;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class TestMoneyConfiguration {

  @Bean
  CommandHandlers testMoneyHandlers(TestMoney money, Apps apps) {
    return CommandHandlers.builder()
        .on(GiveTestMoney.class, (give, caller) -> give(give, caller, money, apps))
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
}
