package io.berth.service.connection;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Limits of a service's own port. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(ConnectionProperties.class)
public class ConnectionAutoConfiguration {

  @Bean
  ConnectionCustomizer connectionLimits(
      ConnectionProperties properties,
      ObjectProvider<ForwardedAddresses> forwarded,
      MeterRegistry meters) {
    return new ConnectionCustomizer(
        properties,
        forwarded.getIfAvailable(ForwardedAddresses::none),
        meters,
        ConnectionCustomizer.SERVICE);
  }
}
