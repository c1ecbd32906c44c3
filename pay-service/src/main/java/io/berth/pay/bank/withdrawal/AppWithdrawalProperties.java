package io.berth.pay.bank.withdrawal;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Withdrawals of apps' money to the bank accounts of their companies.
 *
 * @param enabled Whether owners may ask for them.
 * @param accountDelay Time for which nothing is withdrawn to a bank account that was changed, 0s to
 *     30d.
 * @param dailyCount Most withdrawals of an app within 24 hours, 1 to 100.
 * @param minimum Money from which a schedule withdraws, in the currency of the platform's account,
 *     at least 0.01.
 * @param look Time between looks for schedules that are due, 100ms to 1h.
 */
@Validated
@ConfigurationProperties("berth.pay.bank.app-withdrawals")
record AppWithdrawalProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("24h") @NotNull @DurationMin(nanos = 0) @DurationMax(days = 30)
        Duration accountDelay,
    @DefaultValue("10") @Min(1) @Max(100) int dailyCount,
    @DefaultValue("20") @NotNull @DecimalMin("0.01") BigDecimal minimum,
    @DefaultValue("1m") @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration look) {}
