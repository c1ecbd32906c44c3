package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(GatewayProperties.class)
  static class Bound {}

  @Test
  void defaultsTrustNobodyAndOpenNothing() {
    runner.run(
        context -> {
          GatewayProperties properties = context.getBean(GatewayProperties.class);
          assertThat(properties.trustedProxies()).isEmpty();
          assertThat(properties.operatorToken()).isNull();
          assertThat(properties.localInboxUrl()).isNull();
          assertThat(properties.maxBody()).isEqualTo(DataSize.ofKilobytes(256));
          assertThat(properties.limits().addressPerSecond()).isEqualTo(100);
          assertThat(properties.tokens().heartbeatPatience()).isEqualTo(Duration.ofSeconds(30));
        });
  }

  @Test
  void everythingCanBeSet() {
    runner
        .withPropertyValues(
            "berth.gateway.trusted-proxies=10.0.0.0/8,::1",
            "berth.gateway.max-body=1MB",
            "berth.gateway.limits.address-per-second=7",
            "berth.gateway.limits.app-burst=9",
            "berth.gateway.tokens.remembered=500",
            "berth.gateway.refusals.per-app-per-minute=0",
            "berth.gateway.operator-token=0123456789012345678901234567890123456789")
        .run(
            context -> {
              GatewayProperties properties = context.getBean(GatewayProperties.class);
              assertThat(properties.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
              assertThat(properties.maxBody()).isEqualTo(DataSize.ofMegabytes(1));
              assertThat(properties.limits().addressPerSecond()).isEqualTo(7);
              assertThat(properties.limits().appBurst()).isEqualTo(9);
              assertThat(properties.tokens().remembered()).isEqualTo(500);
              assertThat(properties.refusals().perAppPerMinute()).isZero();
              assertThat(properties.toString()).doesNotContain("0123456789");
            });
  }

  @Test
  void whatMakesNoSenseStopsTheStart() {
    for (String wrong :
        new String[] {
          "berth.gateway.operator-token=short",
          "berth.gateway.max-body=1GB",
          "berth.gateway.limits.address-per-second=0",
          "berth.gateway.tokens.heartbeat-patience=0s",
          "berth.gateway.request-timeout=1h"
        }) {
      runner.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }
}
