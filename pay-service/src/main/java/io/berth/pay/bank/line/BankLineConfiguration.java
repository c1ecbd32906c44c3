package io.berth.pay.bank.line;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.bank.BankCommand.ApplyBankCredit;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CloseBankLine;
import io.berth.api.bank.BankCommand.CreditReturnedWithdrawal;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.pay.bank.BankProperties;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class BankLineConfiguration {

  @Bean
  CommandHandlers bankLineCommands(
      StatementImport statements,
      BankLineViews views,
      CreditHandler credits,
      CloseLineHandler closing) {
    return CommandHandlers.builder()
        .on(ImportBankStatement.class, statements::run)
        .on(ReadBankLines.class, (read, _) -> views.page(read))
        .on(CreditTopUp.class, credits::credit)
        .on(CreditReturnedWithdrawal.class, credits::creditReturned)
        .on(AssignBankLine.class, credits::assign)
        .on(CloseBankLine.class, closing)
        .on(ApplyBankCredit.class, (_, _) -> Mono.just(Outcome.Refusal.of(ErrorCode.NO_PERMISSION)))
        .build();
  }

  @Bean
  Repeating bankCreditRounds(CreditPosting posting, BankProperties properties) {
    return Repeating.onSignals(
        "crediting bank lines", properties.retry(), posting.approvals(), posting::postApproved);
  }
}
