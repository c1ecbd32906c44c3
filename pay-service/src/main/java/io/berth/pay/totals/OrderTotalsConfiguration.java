package io.berth.pay.totals;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.totals.OrderTotalsCommand.ReadCompanyOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadPlatformOrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import io.berth.service.schedule.Steps;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class OrderTotalsConfiguration {

  private static final Duration FORGETTING = Duration.ofMinutes(10);
  private static final int STEP = 1000;

  @Bean
  CommandHandlers orderTotalsCommands(OrderTotalsRows rows, Apps apps) {
    return CommandHandlers.builder()
        .on(
            ReadOrderTotals.class,
            (read, caller) -> ofApps(rows, List.of(Access.existing(apps, caller)), read.period()))
        .on(
            ReadCompanyOrderTotals.class,
            (read, _) ->
                apps.isComplete()
                    ? ofApps(rows, apps.in(Realm.LIVE).ofCompany(read.companyId()), read.period())
                    : Mono.just(Refusal.of(ErrorCode.TIMEOUT)))
        .on(ReadPlatformOrderTotals.class, (read, _) -> rows.ofPlatform(read.period()))
        .build();
  }

  private static Mono<? extends Outcome> ofApps(
      OrderTotalsRows rows, Collection<App> apps, TotalsPeriod period) {
    return rows.ofApps(
        apps.stream().map(App::appId).toList(),
        apps.stream().map(app -> app.accounts().adminUid()).toList(),
        period);
  }

  @Bean
  Repeating orderTotalsForgetting(OrderTotalsRows rows) {
    return new Repeating(
        "forgetting old order totals",
        FORGETTING,
        () -> Steps.untilLess(STEP, () -> rows.forget(STEP)));
  }
}
