package io.berth.did.payer;

import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the questions of pay-service before it moves money. */
@Configuration(proxyBeanMethods = false)
class PayerCommands {

  private static final String AUTHORIZE = "payment:authorize";

  @Bean
  CommandHandlers payerHandlers(Payers payers, WalletPasswords passwords) {
    return CommandHandlers.builder()
        .on(
            ReadPayer.class,
            (read, caller) -> CallerRules.service(caller, AUTHORIZE, () -> payers.read(read)))
        .on(
            SendPaymentCode.class,
            (send, caller) -> CallerRules.service(caller, AUTHORIZE, () -> payers.sendCode(send)))
        .on(
            AuthorizePayment.class,
            (payment, caller) ->
                CallerRules.service(caller, AUTHORIZE, () -> payers.authorize(payment)))
        .on(
            CheckPayPassword.class,
            (check, caller) -> CallerRules.service(caller, AUTHORIZE, () -> passwords.check(check)))
        .build();
  }
}
