package io.berth.pay.operator;

import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.change.ChangeHandler;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  /** Credits and gifts are objects of their own; people look for them by the user. */
  private static final String CONCERNING_A_USER =
      """
      select 'adjustment/' || id from adjustments
        where uid = cast(substring(cast($7 as text) from '^user/([0-9]{1,18})$') as bigint)
      union
      select object from audit_log
        where object like 'gift/%'
          and details ->> 'uid' = substring(cast($7 as text) from '^user/([0-9]{1,18})$')
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
}
