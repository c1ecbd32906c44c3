package io.berth.callback.testclock;

import io.berth.api.testclock.TestClockCommand.MoveCallbacks;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TestClockConfiguration {

  @Bean
  CommandHandlers testClockHandlers(TestClock clock) {
    return CommandHandlers.builder().on(MoveCallbacks.class, clock::move).build();
  }
}
