package io.berth.pay.outcome;

import io.berth.api.order.PaymentCommand.ReadOutcome;
import io.berth.service.command.CommandFilter;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CommandFilter lostOutcomeFilter(LostOutcomes outcomes) {
    return outcomes::filter;
  }

  @Bean
  CommandHandlers outcomeCommands(LostOutcomes outcomes) {
    return CommandHandlers.builder().on(ReadOutcome.class, outcomes::read).build();
  }
}
