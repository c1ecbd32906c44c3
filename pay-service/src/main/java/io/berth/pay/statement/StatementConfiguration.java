package io.berth.pay.statement;

import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StatementConfiguration {

  @Bean
  CommandHandlers statementCommands(Statements statements) {
    return CommandHandlers.builder()
        .on(ReadStatement.class, statements::lines)
        .on(ReadStatementEntries.class, statements::entries)
        .build();
  }
}
