package io.berth.pay.bank.rate;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.bank.BankCommand.ApplyBankRate;
import io.berth.api.bank.BankCommand.ReadBank;
import io.berth.api.bank.BankCommand.SetBankRate;
import io.berth.api.bank.BankOutcome.Bank;
import io.berth.api.bank.BankOutcome.BankAccount;
import io.berth.api.bank.BankOutcome.CoinRate;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.Ibans;
import io.berth.service.change.PendingChanges;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class BankRateConfiguration {

  @Bean
  CommandHandlers bankRateCommands(
      BankRateChanges rateChanges,
      BankRates rates,
      BankProperties properties,
      PendingChanges changes) {
    return CommandHandlers.builder()
        .on(ReadBank.class, (_, _) -> bank(rates, properties))
        .on(SetBankRate.class, (set, caller) -> rateChanges.set(set, changes, caller))
        .on(PutBankRate.class, (put, caller) -> rateChanges.put(put, changes, caller))
        .on(ApplyBankRate.class, (_, _) -> Mono.just(Outcome.Refusal.of(ErrorCode.NO_PERMISSION)))
        .build();
  }

  private static Mono<Outcome> bank(BankRates rates, BankProperties properties) {
    BankAccount account =
        properties.isOn()
            ? new BankAccount(
                Ibans.grouped(properties.iban()),
                properties.holder(),
                properties.currency(),
                properties.approvalAbove())
            : null;
    return rates
        .all()
        .map(rate -> new CoinRate(rate.coin().code(), rate.rate()))
        .collectList()
        .map(all -> new Bank(account, all));
  }
}
