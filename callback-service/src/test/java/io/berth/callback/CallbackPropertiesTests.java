package io.berth.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class CallbackPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Test
  void hasSafeDefaults() {
    runner.run(
        context -> {
          CallbackProperties properties = context.getBean(CallbackProperties.class);
          assertThat(properties.allowPrivateAddresses()).isFalse();
          assertThat(properties.lease()).isEqualTo(Duration.ofMinutes(1));
          assertThat(properties.request().total()).isEqualTo(Duration.ofSeconds(15));
          assertThat(properties.concurrency().total()).isEqualTo(512);
          assertThat(properties.breaker().failures()).isEqualTo(5);
          assertThat(properties.retention()).isEqualTo(Duration.ofDays(30));
        });
  }

  @Test
  void readsWhatIsConfigured() {
    runner
        .withPropertyValues(
            "berth.callback.allow-private-addresses=true",
            "berth.callback.request.connect=1s",
            "berth.callback.concurrency.endpoint=4",
            "berth.callback.breaker.open=1m",
            "berth.callback.retry-after-limit=2h")
        .run(
            context -> {
              CallbackProperties properties = context.getBean(CallbackProperties.class);
              assertThat(properties.allowPrivateAddresses()).isTrue();
              assertThat(properties.request().connect()).isEqualTo(Duration.ofSeconds(1));
              assertThat(properties.concurrency().endpoint()).isEqualTo(4);
              assertThat(properties.breaker().open()).isEqualTo(Duration.ofMinutes(1));
              assertThat(properties.retryAfterLimit()).isEqualTo(Duration.ofHours(2));
            });
  }

  @Test
  void refusesALeaseThatACallCouldOutlast() {
    refuses("berth.callback.lease=20s", "berth.callback.lease must be at least twice");
    refuses("berth.callback.concurrency.total=0", "concurrency.total");
    refuses("berth.callback.retention=1d", "retention");
  }

  private void refuses(String setting, String reason) {
    runner
        .withPropertyValues(setting)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(CallbackProperties.class)
  static class Bound {}
}
