package io.berth.pay.operator;

import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param approvalAboveUsdt Worth in USDT that one operator may credit and debit within a day
 *     without another's approval, at least 0, each at the coin's highest price of the last 7 days;
 *     a coin without a price always takes one.
 * @param retry Time between looks at adjustments and other pending changes, 100ms to less than 1h:
 *     they are mailed to the operators, carried out when they are due, and posted where a crash has
 *     prevented it.
 */
@Validated
@ConfigurationProperties("berth.pay.adjustments")
record AdjustmentProperties(
    @DefaultValue("1000") @DecimalMin("0") BigDecimal approvalAboveUsdt,
    @DefaultValue("10s") Duration retry) {
  AdjustmentProperties {
    if (retry.toMillis() < 100 || retry.toHours() >= 1) {
      throw new IllegalArgumentException(
          "berth.pay.adjustments.retry is " + retry + ", must be 100ms to 1h");
    }
  }
}
