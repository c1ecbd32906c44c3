package io.berth.pay.publication;

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
 * Settings of publishing order events.
 *
 * @param poll longest time between looks at the outbox without a wake-up signal
 * @param batch most events of one look
 * @param keep how long published events stay
 * @param unacknowledgedAfter when a paid order's event is published again for which no delivery is
 *     known
 * @param republish how often an event is published again, at most
 * @param lease how long an instance owns its shards after it last renewed them
 */
@Validated
@ConfigurationProperties("berth.pay.outbox")
record OutboxProperties(
    @DefaultValue("2500ms") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration poll,
    @DefaultValue("500") @Min(1) @Max(5000) int batch,
    @DefaultValue("7d") @NotNull @DurationMin(hours = 1) @DurationMax(days = 90) Duration keep,
    @DefaultValue("10m")
        @NotNull
        @DurationMin(millis = 100)
        @DurationMax(days = 1)
        @Name("unnoticed-after")
        Duration unacknowledgedAfter,
    @DefaultValue("3") @Min(0) @Max(100) int republish,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 200) @DurationMax(minutes = 1)
        Duration lease) {

  /** Often enough that a lease does not end because of one slow answer. */
  Duration balanceEvery() {
    Duration most = lease.dividedBy(4);
    return poll.compareTo(most) < 0 ? poll : most;
  }
}
