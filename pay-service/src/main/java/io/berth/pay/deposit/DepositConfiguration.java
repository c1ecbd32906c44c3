package io.berth.pay.deposit;

import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositCommand.OperateDeposit;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.deposit.DepositCommand.ReadDeposit;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DepositConfiguration {

  /** For what was interrupted: moves are posted at once. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  @Bean
  CommandHandlers depositCommands(Deposits deposits, DepositProposals proposals) {
    return CommandHandlers.builder()
        .on(ReadDeposit.class, (_, caller) -> deposits.read(caller))
        .on(PayDeposit.class, deposits::pay)
        .on(OperateDeposit.class, (read, _) -> deposits.read(read.app()))
        .on(MoveDeposit.class, proposals::propose)
        .build();
  }

  @Bean
  Repeating depositSchedule(DepositPosting posting) {
    return Repeating.onSignals("deposits", LOOK, posting.changes(), posting::round);
  }
}
