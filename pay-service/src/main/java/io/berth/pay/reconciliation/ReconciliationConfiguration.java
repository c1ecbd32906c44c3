package io.berth.pay.reconciliation;

import io.berth.pay.PayProperties;
import io.berth.pay.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

  @Bean
  Repeating auditing(Auditor auditor, PayProperties properties) {
    return new Repeating("auditing", properties.audit().interval(), auditor::audit);
  }

  @Bean
  Repeating reconciling(DailyReconciliation daily, ReconciliationProperties properties) {
    return new Repeating("reconciling", properties.look(), daily::look);
  }
}
