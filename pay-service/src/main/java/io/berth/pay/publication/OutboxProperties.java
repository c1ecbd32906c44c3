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
 * @param poll Longest time between looks at the outbox without a wake-up signal, 10ms to 1m.
 * @param batch Most events of one look, 1 to 5000.
 * @param keep Time that published events stay in the outbox, 1h to 90d.
 * @param unacknowledgedAfter Age at which the event of a paid order is published again if no
 *     delivery of it is known, 100ms to 1d.
 * @param republish Most times that one event is published again, 0 to 100.
 * @param lease Time that an instance owns its shards of the outbox after it last renewed them,
 *     200ms to 1m: the delay until others take over from one that was killed.
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
