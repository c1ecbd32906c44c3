package io.berth.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
              assertThat(properties.operatorToken())
                  .containsExactly("0123456789012345678901234567890123456789");
              assertThat(properties.toString()).doesNotContain("0123456789");
            });
  }

  @Test
  void refusesToStartWithAShortToken() {
    String token = "0123456789012345678901234567890123456789";
    for (String refused : List.of("short", token + ",short", token + ",")) {
      runner
          .withPropertyValues("berth.gateway.operator-token=" + refused)
          .run(context -> assertThat(context).as(refused).hasFailed());
    }
  }

  @Test
  void takesTwoTokensAndNoThird() {
    String token = "0123456789012345678901234567890123456789";
    runner
        .withPropertyValues("berth.gateway.operator-token=%1$s,a%1$s".formatted(token))
        .run(
            context ->
                assertThat(context.getBean(OperatorProperties.class).operatorToken())
                    .containsExactly(token, "a" + token));
    runner
        .withPropertyValues("berth.gateway.operator-token=%1$s,a%1$s,b%1$s".formatted(token))
        .run(context -> assertThat(context).hasFailed());
  }
}
