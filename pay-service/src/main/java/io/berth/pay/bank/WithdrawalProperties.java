package io.berth.pay.bank;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Withdrawals by bank transfer.
 *
 * @param enabled Whether people may ask for them.
 * @param dailyAmount Most money that a person may withdraw within 24 hours, in the currency of the
 *     platform's account, at least 0.
 * @param dailyCount Most withdrawals of a person within 24 hours, 1 to 100.
 * @param approvalAbove Amount in the account's currency that one operator may approve within a day
 *     without another's approval, at least 0.
 */
@Validated
@ConfigurationProperties("berth.pay.bank.withdrawals")
public record WithdrawalProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("1000") @NotNull @DecimalMin("0") BigDecimal dailyAmount,
    @DefaultValue("3") @Min(1) @Max(100) int dailyCount,
    @DefaultValue("1000") @NotNull @DecimalMin("0") BigDecimal approvalAbove) {}
