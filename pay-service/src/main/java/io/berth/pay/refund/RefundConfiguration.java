package io.berth.pay.refund;

import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

  @Bean
  CommandHandlers refundCommands(ReturnOrderHandler refund) {
    return CommandHandlers.builder().on(ReturnOrder.class, refund).build();
  }
}
