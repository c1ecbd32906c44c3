package io.berth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(HttpProperties.class)
  static class Bound {}

  @Test
  void trustsNoProxyByDefault() {
    runner.run(
        context -> {
          HttpProperties properties = context.getBean(HttpProperties.class);
          assertThat(properties.trustedProxies()).isEmpty();
          assertThat(properties.maxBody()).isEqualTo(DataSize.ofKilobytes(256));
        });
  }

  @Test
  void bindsEveryProperty() {
    runner
        .withPropertyValues(
            "berth.gateway.trusted-proxies=10.0.0.0/8,::1", "berth.gateway.max-body=1MB")
        .run(
            context -> {
              HttpProperties properties = context.getBean(HttpProperties.class);
              assertThat(properties.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
              assertThat(properties.maxBody()).isEqualTo(DataSize.ofMegabytes(1));
            });
  }

  @Test
  void refusesToStartWithValuesOutOfRange() {
    for (String wrong :
        new String[] {"berth.gateway.max-body=1GB", "berth.gateway.request-timeout=1h"}) {
      runner.withPropertyValues(wrong).run(context -> assertThat(context).as(wrong).hasFailed());
    }
  }
}
