package io.berth.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class AccessPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(AccessProperties.class)
  static class Bound {}

  @Test
  void hasDefaults() {
    runner.run(
        context -> {
          AccessProperties properties = context.getBean(AccessProperties.class);
          assertThat(properties.limits().addressPerSecond()).isEqualTo(100);
          assertThat(properties.tokens().heartbeatPatience()).isEqualTo(Duration.ofSeconds(30));
        });
  }

  @Test
  void bindsEveryProperty() {
    runner
        .withPropertyValues(
            "berth.gateway.limits.address-per-second=7",
            "berth.gateway.limits.app-burst=9",
            "berth.gateway.tokens.remembered=500",
            "berth.gateway.refusals.per-app-per-minute=0")
        .run(
            context -> {
              AccessProperties properties = context.getBean(AccessProperties.class);
              assertThat(properties.limits().addressPerSecond()).isEqualTo(7);
              assertThat(properties.limits().appBurst()).isEqualTo(9);
              assertThat(properties.tokens().remembered()).isEqualTo(500);
              assertThat(properties.refusals().perAppPerMinute()).isZero();
            });
  }

  @Test
  void refusesToStartWithValuesOutOfRange() {
    for (String wrong :
        new String[] {
          "berth.gateway.limits.address-per-second=0", "berth.gateway.tokens.heartbeat-patience=0s"
        }) {
      runner.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }
}
