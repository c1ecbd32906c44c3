package io.berth.pay.operator;

import io.berth.pay.schedule.Repeating;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Journal;
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
  Repeating approvedAdjustmentPosting(AdjustmentPosting posting, AdjustmentProperties properties) {
    return new Repeating("posting approved adjustments", properties.retry(), posting::postApproved);
  }
}
