package io.berth.pay.freeze;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Times in which people may not use their money.
 *
 * @param afterFirstTopUp Time after a person's first top-up in which they cannot pay, be charged or
 *     withdraw (1267), 0 to 30d.
 */
@Validated
@ConfigurationProperties("berth.pay.freeze")
record FreezeProperties(
    @DefaultValue("0s") @NotNull @DurationMin @DurationMax(days = 30) Duration afterFirstTopUp) {}
