package io.berth.service.keyset;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Settings of keys, and what holds keys. */
@AutoConfiguration
@EnableConfigurationProperties(KeyFileProperties.class)
public class KeySetAutoConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Bean
  KeySettings keySettings(ConfigurableEnvironment environment, KeyFileProperties properties) {
    return new KeySettings(environment, properties);
  }

  @Bean
  KeyInventory keyInventory() {
    return new KeyInventory();
  }

  @Bean
  @ConditionalOnProperty(KeyFile.PROPERTY)
  Repeating keyFileReading(KeySettings settings) {
    return new Repeating(
        "reading the key file",
        PAUSE,
        () -> Mono.fromRunnable(settings::reload).subscribeOn(Schedulers.boundedElastic()));
  }

  @Bean
  KeysEndpoint keysEndpoint(
      KeyInventory inventory, KeySettings settings, ConfigurableEnvironment environment) {
    return new KeysEndpoint(
        inventory, settings, environment.getProperty("spring.application.name", ""));
  }
}
