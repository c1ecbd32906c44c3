package io.berth.service.caller;

import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.keyset.KeySettings;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Caller tokens of a web service, which issues and requires them; the gateway, which is the edge,
 * requires none.
 */
@AutoConfiguration(after = {RuntimeAutoConfiguration.class, KeySetAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(CallerTokenProperties.class)
public class CallerAutoConfiguration {

  @Bean
  CallerTokens callerTokens(
      CallerTokenProperties properties, KeySettings settings, KeyInventory inventory, Clock clock) {
    // The properties were validated when they were bound at the start.
    CallerTokens tokens =
        new CallerTokens(
            settings.bind(
                binder -> binder.bindOrCreate("berth.vouch", CallerTokenProperties.class)),
            clock);
    inventory.holds(tokens::heldKeys);
    return tokens;
  }

  @Bean
  @ConditionalOnBooleanProperty(
      name = "berth.vouch.edge",
      havingValue = false,
      matchIfMissing = true)
  CallerFilter callerFilter(
      CallerTokens callerTokens, CallerTokenProperties properties, ApplicationContext context) {
    return new CallerFilter(callerTokens, properties, context);
  }
}
