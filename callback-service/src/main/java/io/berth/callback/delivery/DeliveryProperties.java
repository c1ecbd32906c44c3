package io.berth.callback.delivery;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of attempts.
 *
 * @param retryAfterLimit Longest {@code Retry-After} of a merchant that is followed, 0 to 24h.
 */
@Validated
@ConfigurationProperties("berth.callback")
public record DeliveryProperties(
    @DefaultValue("1h") @NotNull @DurationMin(seconds = 0) @DurationMax(hours = 24)
        Duration retryAfterLimit) {}
