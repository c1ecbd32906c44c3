package io.berth.pay.refund;

import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.PaymentCommand.ReturnOrder;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

  /** For what was interrupted: a refund sends its mails at once. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  CommandHandlers refundCommands(ReturnOrderHandler returns, RefundOrderHandler refunds) {
    return CommandHandlers.builder()
        .on(ReturnOrder.class, returns)
        .on(RefundOrder.class, refunds)
        .build();
  }

  @Bean
  Repeating refundMailSchedule(RefundMails mails, RefundNotices notices) {
    return Repeating.onSignals("refund mails", LOOK, notices.refunds(), mails::round);
  }
}
