package io.berth.did.refund;

import io.berth.api.bank.BankAccountNotice.MailBankAccount;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RefundConfiguration {
  private static final String MAIL = "refund:mail";

  @Bean
  CommandHandlers disputeMailHandlers(DisputeMails mails) {
    return CommandHandlers.builder()
        .on(
            MailDispute.class,
            (dispute, caller) ->
                CallerRules.service(caller, "dispute:mail", () -> mails.mail(dispute)))
        .build();
  }

  @Bean
  CommandHandlers bankAccountMailHandlers(BankAccountMails mails) {
    return CommandHandlers.builder()
        .on(
            MailBankAccount.class,
            (changed, caller) ->
                CallerRules.service(caller, "bank-account:mail", () -> mails.mail(changed)))
        .build();
  }

  @Bean
  CommandHandlers refundHandlers(RefundMails mails) {
    return CommandHandlers.builder()
        .on(
            MailRefund.class,
            (refund, caller) -> CallerRules.service(caller, MAIL, () -> mails.mail(refund)))
        .build();
  }
}
