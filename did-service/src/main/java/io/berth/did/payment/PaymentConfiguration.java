package io.berth.did.payment;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

  /** For what was interrupted: payments are mailed at once. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  Repeating paymentMailSchedule(PaymentMails mails, PaymentNotices notices) {
    return Repeating.onSignals("payment mails", LOOK, notices.signals(), mails::round);
  }
}
