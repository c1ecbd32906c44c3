package io.berth.callback.schedule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of leasing deliveries.
 *
 * @param lease Time that a leased delivery belongs to one instance, 2s to 10m; at least twice
 *     {@code berth.callback.request.total}, so that it outlasts the call.
 * @param poll Longest time between looks for due deliveries without a wake-up signal, 10ms to 1m.
 * @param retention Time that finished deliveries are kept, at least 8d, which is longer than events
 *     may be repeated; those of a month of orders go together, hence up to a month later.
 */
@Validated
@ConfigurationProperties("berth.callback")
public record ScheduleProperties(
    @DefaultValue("60s") @NotNull @DurationMin(seconds = 2) @DurationMax(minutes = 10)
        Duration lease,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration poll,
    @DefaultValue("30d") @NotNull @DurationMin(days = 8) Duration retention,
    @DefaultValue @NotNull @Valid Request request,
    @DefaultValue @NotNull @Valid Concurrency concurrency) {

  /**
   * @param total Time for a whole call of a merchant, 200ms to 120s; at most half of {@code
   *     berth.callback.lease}.
   */
  public record Request(@DefaultValue("15s") @NotNull Duration total) {}

  /**
   * Deliveries that are made at once.
   *
   * @param app Most deliveries of one app at once, to all its endpoints, 1 to 1024.
   * @param total Most deliveries of this instance at once, 1 to 8192.
   */
  public record Concurrency(
      @DefaultValue("32") @Min(1) @Max(1024) int app,
      @DefaultValue("512") @Min(1) @Max(8192) int total) {}

  /** Longest time that a call may take, with some time to record its result. */
  public Duration longestCall() {
    return request.total().multipliedBy(4).dividedBy(3);
  }

  @AssertTrue(message = "berth.callback.lease must be at least twice berth.callback.request.total")
  public boolean isLeaseLongEnough() {
    return lease == null
        || request == null
        || request.total() == null
        || lease.compareTo(request.total().multipliedBy(2)) >= 0;
  }
}
