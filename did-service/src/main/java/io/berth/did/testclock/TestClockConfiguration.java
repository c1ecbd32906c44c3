package io.berth.did.testclock;

import io.berth.api.testclock.TestClockCommand.MoveTokens;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TestClockConfiguration {

  @Bean
  CommandHandlers testClockHandlers(TestClock clock) {
    return CommandHandlers.builder().on(MoveTokens.class, clock::move).build();
  }
}
