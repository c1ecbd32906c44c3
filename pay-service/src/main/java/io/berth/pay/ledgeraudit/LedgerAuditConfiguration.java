package io.berth.pay.ledgeraudit;

import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerAuditConfiguration {

  @Bean
  Repeating auditing(Auditor auditor, AuditProperties properties) {
    return new Repeating(
        "auditing", properties.interval(), () -> auditor.audit(Auditor.Pass.INCREMENTAL));
  }

  /** Apart from the other, which must not wait for it. */
  @Bean
  Repeating auditingEverything(Auditor auditor, AuditProperties properties) {
    return new Repeating(
        "auditing everything", properties.interval(), () -> auditor.audit(Auditor.Pass.FULL));
  }
}
