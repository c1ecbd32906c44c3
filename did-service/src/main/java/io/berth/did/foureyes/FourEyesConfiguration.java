package io.berth.did.foureyes;

import io.berth.service.audit.AuditLog;
import io.berth.service.change.ChangeHandler;
import io.berth.service.change.PendingChanges;
import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class FourEyesConfiguration {

  @Bean
  PendingChanges pendingChanges(
      DatabaseClient database,
      LocalOperators operators,
      ChangeHandler handler,
      AuditLog audit,
      TransactionalOperator transaction) {
    return new PendingChanges(database, operators, handler, audit, transaction);
  }

  @Bean
  Repeating changeSchedule(PendingChanges changes, FourEyesProperties properties) {
    return new Repeating("pending changes", properties.look(), changes::round);
  }
}
