package io.berth.pay.operator;

import io.berth.pay.schedule.Repeating;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Journal;
import io.berth.service.change.ChangeHandler;
import io.berth.service.change.ChangeSchedule;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  @Bean
  AuditLog auditLog(DatabaseClient database) {
    return new AuditLog(database);
  }

  @Bean
  Journal journal(AuditLog audit, TransactionalOperator transaction) {
    return new Journal(audit, transaction);
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
  ChangeSchedule changeSchedule(PendingChanges changes, AdjustmentProperties properties) {
    return new ChangeSchedule(changes, properties.retry());
  }

  @Bean
  Repeating adjustmentRounds(AdjustmentRound round, AdjustmentProperties properties) {
    return new Repeating("looking after adjustments", properties.retry(), round::run);
  }
}
