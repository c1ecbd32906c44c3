package io.berth.pay.reconciliation;

import io.berth.dialect.Dialects;
import io.berth.pay.PayProperties;
import io.berth.service.outbound.AddressRules;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.schedule.Repeating;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

  @Bean
  Repeating auditing(Auditor auditor, PayProperties properties) {
    return new Repeating(
        "auditing", properties.audit().interval(), () -> auditor.audit(Auditor.Pass.INCREMENTAL));
  }

  /** Apart from the other, which must not wait for it. */
  @Bean
  Repeating auditingEverything(Auditor auditor, PayProperties properties) {
    return new Repeating(
        "auditing everything",
        properties.audit().interval(),
        () -> auditor.audit(Auditor.Pass.FULL));
  }

  @Bean
  Repeating reconciling(DailyReconciliation daily, ReconciliationProperties properties) {
    return new Repeating("reconciling", properties.look(), daily::look);
  }

  @Bean
  MerchantClient merchantClient(ReconciliationProperties properties, ReactorResourceFactory netty) {
    return new MerchantClient(
        new AddressRules(properties.allowPrivateAddresses()),
        netty.getLoopResources(),
        properties.timeout(),
        properties.timeout(),
        properties.timeout());
  }

  @Bean
  MerchantCalls merchantCalls(MerchantClient client, Dialects dialects) {
    return new SignedMerchantCalls(client, dialects, InstantSource.system());
  }
}
