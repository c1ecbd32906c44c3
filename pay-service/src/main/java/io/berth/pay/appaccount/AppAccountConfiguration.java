package io.berth.pay.appaccount;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppAccountConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Bean
  Repeating appAccountMarking(AppAccounts accounts) {
    return new Repeating("marking the accounts of apps", PAUSE, accounts::markAll);
  }
}
