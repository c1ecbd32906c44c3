package io.berth.pay.payout;

import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PayoutConfiguration {

  @Bean
  CommandHandlers payoutCommands(
      PayUserHandler payUser, PayUserOnceHandler payUserOnce, ChargeOpenAccountHandler charge) {
    return CommandHandlers.builder()
        .on(PayUser.class, payUser)
        .on(PayUserOnce.class, payUserOnce)
        .on(ChargeOpenAccount.class, charge)
        .build();
  }
}
