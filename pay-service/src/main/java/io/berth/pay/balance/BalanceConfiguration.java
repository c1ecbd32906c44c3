package io.berth.pay.balance;

import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BalanceConfiguration {

  @Bean
  CommandHandlers balanceCommands(ReadBalancesHandler balances, AppBalanceRows ofApps) {
    return CommandHandlers.builder()
        .on(ReadBalances.class, balances)
        .on(ReadAppBalances.class, (_, caller) -> ofApps.read(caller))
        .build();
  }
}
