package io.berth.service.connection;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Limits the connections of a service's management port, counted apart from its own port: a flood
 * on one port must not stop the other. No proxy is trusted there.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ManagementConnectionConfiguration {

  @Bean
  ConnectionCustomizer managementConnectionLimits(
      ConnectionProperties properties, MeterRegistry meters) {
    return new ConnectionCustomizer(
        properties, ForwardedAddresses.none(), meters, ConnectionCustomizer.MANAGEMENT);
  }
}
