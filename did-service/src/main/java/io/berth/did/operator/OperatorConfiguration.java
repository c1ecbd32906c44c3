package io.berth.did.operator;

import io.berth.service.audit.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  @Bean
  AuditLog auditLog(DatabaseClient database) {
    return new AuditLog(database);
  }
}
