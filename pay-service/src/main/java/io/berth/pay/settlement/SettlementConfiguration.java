package io.berth.pay.settlement;

import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SettlementConfiguration {

  @Bean
  CommandHandlers settlementCommands(AppBalanceRows balances) {
    return CommandHandlers.builder()
        .on(ReadAppBalances.class, (_, caller) -> balances.read(caller))
        .build();
  }
}
