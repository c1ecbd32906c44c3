package io.berth.pay.bank.withdrawal;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.bank.AppWithdrawalCommand.ReadAppWithdrawals;
import io.berth.api.bank.AppWithdrawalCommand.RequestAppWithdrawal;
import io.berth.api.bank.AppWithdrawalCommand.SetAppBankAccount;
import io.berth.api.bank.AppWithdrawalCommand.SetWithdrawalSchedule;
import io.berth.api.bank.WithdrawalCommand.ApplyWithdrawal;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.bank.WithdrawalCommand.ExportWithdrawals;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawalFile;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.pay.bank.BankProperties;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class WithdrawalConfiguration {

  @Bean
  CommandHandlers withdrawalCommands(
      WithdrawalHandler decisions, WithdrawalExports exports, WithdrawalViews views) {
    return CommandHandlers.builder()
        .on(ReadWithdrawals.class, (read, _) -> views.page(read))
        .on(DecideWithdrawal.class, decisions::decide)
        .on(ExportWithdrawals.class, (_, caller) -> exports.export(caller))
        .on(ReadWithdrawalFile.class, (read, _) -> exports.file(read.exportId()))
        .on(ApplyWithdrawal.class, (_, _) -> Mono.just(Outcome.Refusal.of(ErrorCode.NO_PERMISSION)))
        .build();
  }

  @Bean
  CommandHandlers appWithdrawalCommands(AppWithdrawalHandler handler) {
    return CommandHandlers.builder()
        .on(ReadAppWithdrawals.class, (_, caller) -> handler.read(caller))
        .on(SetAppBankAccount.class, handler::set)
        .on(SetWithdrawalSchedule.class, handler::set)
        .on(RequestAppWithdrawal.class, handler::request)
        .build();
  }

  @Bean
  Repeating appWithdrawalSchedule(
      AppWithdrawalSchedules schedules, AppWithdrawalProperties properties) {
    return new Repeating("withdrawals of apps", properties.look(), schedules::round);
  }

  @Bean
  Repeating withdrawalRounds(WithdrawalPosting posting, BankProperties properties) {
    return Repeating.onSignals(
        "posting withdrawals", properties.retry(), posting.changes(), posting::postOpen);
  }
}
