package io.berth.pay.operator;

import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param approvalAboveUsdt what one operator may credit and debit within a day without another's
 *     approval; a coin without a price always takes one
 * @param retry how often adjustments and other pending changes are looked after: mailed to the
 *     operators, done when their time has come, posted where a crash has prevented it
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
