package io.berth.pay.coin;

import io.berth.api.balance.BalanceCommand.ReadCoins;
import io.berth.api.balance.BalanceCommand.ReadPrices;
import io.berth.api.balance.BalanceOutcome;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CoinConfiguration {

  @Bean
  CommandHandlers coinCommands(CoinCatalog coins) {
    return CommandHandlers.builder()
        .on(ReadPrices.class, (command, _) -> coins.readPrices(command))
        .on(ReadCoins.class, (_, _) -> coins.details().map(BalanceOutcome.Coins::new))
        .build();
  }
}
