package io.berth.pay.testclock;

import io.berth.api.testclock.TestClockCommand.MoveOrders;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TestClockConfiguration {

  @Bean
  CommandHandlers testClockHandlers(TestClock clock) {
    return CommandHandlers.builder().on(MoveOrders.class, clock::move).build();
  }
}
