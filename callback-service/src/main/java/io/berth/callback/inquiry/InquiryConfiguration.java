package io.berth.callback.inquiry;

import io.berth.api.Outcome;
import io.berth.api.delivery.DeliveryCommand.CheckTarget;
import io.berth.api.delivery.DeliveryCommand.ReadCallbackOverview;
import io.berth.api.delivery.DeliveryCommand.ReadDeliveries;
import io.berth.api.delivery.DeliveryCommand.ReadLatestRounds;
import io.berth.api.delivery.DeliveryCommand.SearchDeliveries;
import io.berth.callback.app.CallerApps;
import io.berth.service.command.CommandHandlers;
import io.berth.service.outbound.TargetCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class InquiryConfiguration {

  @Bean
  CommandHandlers inquiryCommands(
      CallerApps apps, DeliverySearch search, CallbackOverviews overviews, TargetCheck targets) {
    return CommandHandlers.builder()
        .on(ReadDeliveries.class, apps.handler(search::ofOrder))
        .on(ReadLatestRounds.class, apps.handler(search::latest))
        .on(SearchDeliveries.class, apps.handler(search::search))
        .on(
            ReadCallbackOverview.class,
            apps.handler((_, app) -> overviews.overview(app.app(), app.callbacks())))
        .on(CheckTarget.class, apps.handler((check, _) -> check(check, targets)))
        .build();
  }

  private static Mono<Outcome> check(CheckTarget command, TargetCheck targets) {
    Outcome.Invalid problem = targets.problem("callback_url", command.url());
    return Mono.just(problem == null ? new Outcome.Done() : problem);
  }
}
