package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand;
import io.berth.did.payer.Payers;
import io.berth.did.payer.WalletPasswords;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles the questions of pay-service before it moves somebody's money. */
@Component
final class PayerCommands {
  private final Payers payers;
  private final WalletPasswords passwords;

  PayerCommands(Payers payers, WalletPasswords passwords) {
    this.payers = payers;
    this.passwords = passwords;
  }

  Mono<Outcome> answer(PayerCommand command, Caller caller) {
    return Callers.service(caller, "payment:authorize", () -> answer(command));
  }

  private Mono<Outcome> answer(PayerCommand command) {
    return switch (command) {
      case PayerCommand.ReadPayer read -> payers.read(read);
      case PayerCommand.SendPaymentCode send -> payers.sendCode(send);
      case PayerCommand.AuthorizePayment payment -> payers.authorize(payment);
      case PayerCommand.CheckPayPassword check -> passwords.check(check);
    };
  }
}
