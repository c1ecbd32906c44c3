package io.berth.pay.prepayment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of prepayments.
 *
 * @param lifetime Time that a prepayment waits for its payer, 1m to 1d.
 * @param expiry Time between looks for overdue prepayments, 100ms to 5m.
 * @param expiryBatch Most prepayments closed in one transaction, 1 to 1000.
 */
@Validated
@ConfigurationProperties("berth.pay")
public record PrepaymentProperties(
    @DefaultValue("15m")
        @NotNull
        @DurationMin(minutes = 1)
        @DurationMax(days = 1)
        @Name("prepayment-lifetime")
        Duration lifetime,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration expiry,
    @DefaultValue("100") @Min(1) @Max(1000) int expiryBatch) {}
