package io.berth.did.operator;

import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
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
  AuditedChanges auditedChanges(AuditLog audit, TransactionalOperator transaction) {
    return new AuditedChanges(audit, transaction);
  }
}
