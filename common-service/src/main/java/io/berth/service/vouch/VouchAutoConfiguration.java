package io.berth.service.vouch;

import io.berth.service.runtime.RuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Every web service vouches and asks for vouches; the gateway, which is the edge, only vouches. */
@AutoConfiguration(after = RuntimeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(VouchProperties.class)
public class VouchAutoConfiguration {

  @Bean
  Vouchers vouchers(VouchProperties properties, Clock clock) {
    return new Vouchers(properties, clock);
  }

  @Bean
  @ConditionalOnBooleanProperty(
      name = "berth.vouch.edge",
      havingValue = false,
      matchIfMissing = true)
  CallerFilter callerFilter(
      Vouchers vouchers, VouchProperties properties, ApplicationContext context) {
    return new CallerFilter(vouchers, properties, context);
  }
}
