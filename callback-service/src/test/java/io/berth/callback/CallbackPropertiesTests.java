package io.berth.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.callback.delivery.DeliveryProperties;
import io.berth.callback.endpoint.EndpointProperties;
import io.berth.callback.ingest.IngestProperties;
import io.berth.callback.schedule.ScheduleProperties;
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
          EndpointProperties endpoint = context.getBean(EndpointProperties.class);
          ScheduleProperties schedule = context.getBean(ScheduleProperties.class);
          assertThat(endpoint.allowPrivateAddresses()).isFalse();
          assertThat(endpoint.request().total()).isEqualTo(Duration.ofSeconds(15));
          assertThat(endpoint.breaker().failures()).isEqualTo(5);
          assertThat(schedule.lease()).isEqualTo(Duration.ofMinutes(1));
          assertThat(schedule.request().total()).isEqualTo(Duration.ofSeconds(15));
          assertThat(schedule.concurrency().total()).isEqualTo(512);
          assertThat(schedule.retention()).isEqualTo(Duration.ofDays(30));
        });
  }

  @Test
  void readsWhatIsConfigured() {
    runner
        .withPropertyValues(
            "berth.callback.allow-private-addresses=true",
            "berth.callback.request.connect=1s",
            "berth.callback.concurrency.endpoint=4",
            "berth.callback.concurrency.app=7",
            "berth.callback.consumers=3",
            "berth.callback.breaker.open=1m",
            "berth.callback.retry-after-limit=2h")
        .run(
            context -> {
              EndpointProperties endpoint = context.getBean(EndpointProperties.class);
              assertThat(endpoint.allowPrivateAddresses()).isTrue();
              assertThat(endpoint.request().connect()).isEqualTo(Duration.ofSeconds(1));
              assertThat(endpoint.concurrency().endpoint()).isEqualTo(4);
              assertThat(endpoint.breaker().open()).isEqualTo(Duration.ofMinutes(1));
              assertThat(context.getBean(ScheduleProperties.class).concurrency().app())
                  .isEqualTo(7);
              assertThat(context.getBean(IngestProperties.class).consumers()).isEqualTo(3);
              assertThat(context.getBean(DeliveryProperties.class).retryAfterLimit())
                  .isEqualTo(Duration.ofHours(2));
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
  @EnableConfigurationProperties({
    EndpointProperties.class,
    ScheduleProperties.class,
    DeliveryProperties.class,
    IngestProperties.class
  })
  static class Bound {}
}
