package io.berth.pay.prepayment;

import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PrepaymentConfiguration {

  @Bean
  CommandHandlers prepaymentCommands(
      PrepayHandler prepay, PrepayOnceHandler prepayOnce, ConfirmPrepaymentHandler confirm) {
    return CommandHandlers.builder()
        .on(Prepay.class, prepay)
        .on(PrepayOnce.class, prepayOnce)
        .on(ConfirmPrepayment.class, confirm)
        .build();
  }
}
