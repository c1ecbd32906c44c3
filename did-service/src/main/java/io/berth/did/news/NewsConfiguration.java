package io.berth.did.news;

import io.berth.api.Outcome;
import io.berth.api.delivery.OutageNotice.MailOutage;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NewsConfiguration {

  /** For what was interrupted: news are mailed at once. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  CommandHandlers outageHandlers(CompanyNews news) {
    return CommandHandlers.builder()
        .on(
            MailOutage.class,
            (outage, caller) ->
                CallerRules.service(
                    caller,
                    "outage:mail",
                    () ->
                        news.add(
                                outage.app(),
                                NewsMails.OUTAGE,
                                outage.origin(),
                                "/console/apps/" + outage.app() + "/callbacks")
                            .thenReturn(new Outcome.Done())))
        .build();
  }

  @Bean
  Repeating newsMailSchedule(CompanyNews news, NewsMails mails) {
    return Repeating.onSignals("company news", LOOK, news.signals(), mails::round);
  }
}
