package io.berth.service.readiness;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The parts of readiness as metrics. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@EnableConfigurationProperties(ReadinessProperties.class)
public class ReadinessAutoConfiguration {

  @Bean
  ReadinessMetrics readinessMetrics(ObjectProvider<ReadinessPart> parts) {
    return new ReadinessMetrics(parts);
  }

  /** Named {@code lifecycle} in health: whether the service takes requests. */
  @Bean
  ReadinessPart lifecycleHealthIndicator(ApplicationAvailability availability) {
    return ReadinessPart.of(
        "lifecycle",
        () ->
            availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                ? PartState.ready()
                : PartState.notReady("starts or stops"));
  }
}
