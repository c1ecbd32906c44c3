package io.berth.callback.totals;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.totals.CallbackTotalsCommand.ReadCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadCompanyCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadPlatformCallbackTotals;
import io.berth.callback.app.CallerApps;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class TotalsConfiguration {

  private static final Duration FORGETTING = Duration.ofMinutes(10);

  @Bean
  CommandHandlers totalsCommands(AttemptTotals totals, CallerApps callers, Apps apps) {
    return CommandHandlers.builder()
        .on(
            ReadCallbackTotals.class,
            callers.handler((read, app) -> totals.ofApp(app.id(), read.period())))
        .on(
            ReadCompanyCallbackTotals.class,
            (read, _) ->
                apps.isComplete()
                    ? totals.together(
                        apps.in(Realm.LIVE).ofCompany(read.companyId()).stream()
                            .map(App::appId)
                            .toList(),
                        read.period())
                    : Mono.just(Refusal.of(ErrorCode.TIMEOUT)))
        .on(ReadPlatformCallbackTotals.class, (read, _) -> totals.ofPlatform(read.period()))
        .build();
  }

  @Bean
  Repeating totalsForgetting(AttemptTotals totals) {
    return new Repeating("forgetting old totals", FORGETTING, totals::forgetOld);
  }
}
