package io.berth.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class OperatorPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(OperatorProperties.class)
  static class Bound {}

  @Test
  void hasNoTokenByDefault() {
    runner.run(
        context -> assertThat(context.getBean(OperatorProperties.class).operatorToken()).isNull());
  }

  @Test
  void showsNoToken() {
    runner
        .withPropertyValues("berth.gateway.operator-token=0123456789012345678901234567890123456789")
        .run(
            context -> {
              OperatorProperties properties = context.getBean(OperatorProperties.class);
              assertThat(properties.operatorToken()).startsWith("0123456789");
              assertThat(properties.toString()).doesNotContain("0123456789");
            });
  }

  @Test
  void refusesToStartWithAShortToken() {
    runner
        .withPropertyValues("berth.gateway.operator-token=short")
        .run(context -> assertThat(context).hasFailed());
  }
}
