package io.berth.pay.operator;

import io.berth.api.Command;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.ReadBooks;
import io.berth.api.operator.OperatorPayCommand.ReadConversions;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.api.operator.OperatorPayCommand.ReadSuspense;
import io.berth.api.operator.OperatorPayCommand.ReadUserBalances;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.pay.access.Access;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.change.ChangeHandler;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.command.CommandHandler;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  /** Finds the adjustments, opening balances and bank transfers of a user in the audit log. */
  private static final String CONCERNING_A_USER =
      """
      select 'adjustment/' || id from adjustments
        where uid = cast(substring(cast(:concerned as text) from '^user/([0-9]{1,18})$') as bigint)
      union
      select 'withdrawal/' || id from withdrawals
        where uid = cast(substring(cast(:concerned as text) from '^user/([0-9]{1,18})$') as bigint)
      union
      select 'bank-line/' || id from bank_lines
        where uid = cast(substring(cast(:concerned as text) from '^user/([0-9]{1,18})$') as bigint)
      union
      select object from audit_log
        where object like 'gift/%'
          and details ->> 'uid' = substring(cast(:concerned as text) from '^user/([0-9]{1,18})$')
      """;

  @Bean
  AuditLog auditLog(DatabaseClient database) {
    return new AuditLog(database, CONCERNING_A_USER);
  }

  @Bean
  AuditedChanges auditedChanges(AuditLog audit, TransactionalOperator transaction) {
    return new AuditedChanges(audit, transaction);
  }

  @Bean
  PendingChanges pendingChanges(
      DatabaseClient database,
      Operators operators,
      ChangeHandler handler,
      AuditLog audit,
      TransactionalOperator transaction) {
    return new PendingChanges(database, operators, handler, audit, transaction);
  }

  @Bean
  Repeating changeSchedule(PendingChanges changes, AdjustmentProperties properties) {
    return new Repeating("pending changes", properties.retry(), changes::round);
  }

  @Bean
  Repeating adjustmentRounds(AdjustmentScheduler round, AdjustmentProperties properties) {
    return new Repeating("looking after adjustments", properties.retry(), round::run);
  }

  @Bean
  CommandHandlers adjustmentCommands(
      RequestAdjustmentHandler request, DecideAdjustmentHandler decide, AdjustmentRows rows) {
    return CommandHandlers.builder()
        .on(RequestAdjustment.class, request)
        .on(DecideAdjustment.class, decide)
        .on(ReadAdjustments.class, (read, _) -> rows.page(read))
        .build();
  }

  @Bean
  CommandHandlers ledgerViewCommands(LedgerViews views, FormerAccounts formerAccounts) {
    return CommandHandlers.builder()
        .on(ReadBooks.class, (_, _) -> views.books())
        .on(ReadUserBalances.class, (read, _) -> views.balances(read.uid()))
        .on(ReadConversions.class, (_, _) -> views.conversions())
        .on(ReadSuspense.class, (_, _) -> formerAccounts.suspense())
        .build();
  }

  @Bean
  CommandHandlers closingCommands(AppClosing closing) {
    return CommandHandlers.builder().on(CloseApp.class, closing::close).build();
  }

  @Bean
  CommandHandlers operatorCommands(OperatorCoins coins, PendingChanges changes, AuditLog audit) {
    return CommandHandlers.builder()
        .on(ReadAllCoins.class, (_, _) -> coins.all())
        .on(SetCoin.class, coins::set)
        .on(ReadPayChanges.class, (read, _) -> changes.read(read.waiting(), read.before()))
        .on(
            DecidePayChange.class,
            (change, caller) ->
                changes.decide(change.id(), change.decision(), change.reason(), caller))
        .on(ReadPayAudit.class, (read, _) -> audit.read(read.filter()))
        .build();
  }

  @Bean
  CommandHandlers operatorTokenCommands(AuditedCoins coins, GuardedBalances balances) {
    return CommandHandlers.builder()
        .on(PutCoin.class, forOperatorToken(coins::put))
        .on(GiveOpeningBalance.class, forOperatorToken(balances::give))
        .build();
  }

  private static <C extends Command> CommandHandler<C> forOperatorToken(CommandHandler<C> handler) {
    return (command, caller) -> {
      Access.requireOperator(caller);
      return handler.handle(command, caller);
    };
  }
}
