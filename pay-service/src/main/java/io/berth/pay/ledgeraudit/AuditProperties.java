package io.berth.pay.ledgeraudit;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of comparing balances with entries.
 *
 * @param interval Time between comparisons of the accounts that have new entries, 100ms to 1h.
 * @param round Time in which every balance is compared once, whether it has new entries or not; at
 *     least the interval, up to 7d.
 * @param fullInterval Time between comparisons that add up every entry from the first on, 1s to 7d.
 */
@Validated
@ConfigurationProperties("berth.pay.audit")
record AuditProperties(
    @DefaultValue("1m") @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration interval,
    @DefaultValue("1h") @NotNull @DurationMax(days = 7) Duration round,
    @DefaultValue("24h") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration fullInterval) {
  AuditProperties {
    if (round.compareTo(interval) < 0) {
      throw new IllegalArgumentException(
          "berth.pay.audit.round is " + round + ", must be at least " + interval);
    }
  }
}
