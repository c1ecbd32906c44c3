package io.berth.service.readiness;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param interval Time between two probes of PostgreSQL, and of Kafka, 100ms to 30s.
 * @param timeout Time that a probe of PostgreSQL or Kafka may take, 100ms to 30s.
 */
@Validated
@ConfigurationProperties("berth.readiness")
public record ReadinessProperties(
    @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration interval,
    @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30)
        Duration timeout) {}
