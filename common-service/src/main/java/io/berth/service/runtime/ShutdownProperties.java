package io.berth.service.runtime;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param drain How long an instance that is told to stop serves on while its readiness is off, 0 to
 *     60 s: longer than load balancers take to notice.
 */
@Validated
@ConfigurationProperties("berth.shutdown")
public record ShutdownProperties(
    @DefaultValue("5s") @DurationMin @DurationMax(seconds = 60) Duration drain) {}
