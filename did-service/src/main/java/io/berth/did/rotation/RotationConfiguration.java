package io.berth.did.rotation;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RotationConfiguration {
  private static final Duration SECRETS = Duration.ofMinutes(10);

  /** Instances with a former key may store secrets under it while a new one is rolled out. */
  @Bean
  Repeating secretRotating(SecretRotation rotation, KeyChanges changes) {
    return Repeating.onSignals(
        "encrypting secrets with the active key", SECRETS, changes.signals(), rotation::run);
  }
}
