package io.berth.did.news;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NewsConfiguration {

  /** For what was interrupted: news are mailed at once. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  Repeating newsMailSchedule(CompanyNews news, NewsMails mails) {
    return Repeating.onSignals("company news", LOOK, news.signals(), mails::round);
  }
}
