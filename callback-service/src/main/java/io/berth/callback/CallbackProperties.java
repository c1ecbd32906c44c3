package io.berth.callback;

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
 * Settings of calls to merchants.
 *
 * @param allowPrivateAddresses lets callbacks reach loopback and private networks; never where
 *     strangers register apps
 * @param lease how long a claimed delivery is its worker's own; at least twice the request's limit,
 *     so that it outlasts the call
 * @param poll how often due deliveries are looked for when nothing rings
 * @param retryAfterLimit the longest that a merchant's {@code Retry-After} is followed
 * @param retention how long finished deliveries are kept; longer than events may be repeated
 * @param consumers threads that read order events; more than partitions are idle
 */
@Validated
@ConfigurationProperties("berth.callback")
public record CallbackProperties(
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue("60s") @NotNull @DurationMin(seconds = 2) @DurationMax(minutes = 10)
        Duration lease,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration poll,
    @DefaultValue("1h") @NotNull @DurationMin(seconds = 0) @DurationMax(hours = 24)
        Duration retryAfterLimit,
    @DefaultValue("30d") @NotNull @DurationMin(days = 8) Duration retention,
    @DefaultValue("1") @Min(1) @Max(64) int consumers,
    @DefaultValue @NotNull @Valid Request request,
    @DefaultValue @NotNull @Valid Concurrency concurrency,
    @DefaultValue @NotNull @Valid Breaker breaker) {

  /**
   * Limits of one call.
   *
   * @param connect of connecting, and once more of the TLS handshake
   * @param response of waiting for the answer's first byte
   * @param total of the whole call
   */
  public record Request(
      @DefaultValue("3s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
          Duration connect,
      @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
          Duration response,
      @DefaultValue("15s") @NotNull @DurationMin(millis = 200) @DurationMax(seconds = 120)
          Duration total) {}

  /**
   * Calls that may be on their way at once.
   *
   * @param endpoint to one endpoint of an app
   * @param app to all endpoints of an app
   * @param total of this instance
   */
  public record Concurrency(
      @DefaultValue("32") @Min(1) @Max(1024) int endpoint,
      @DefaultValue("32") @Min(1) @Max(1024) int app,
      @DefaultValue("512") @Min(1) @Max(8192) int total) {}

  /**
   * @param failures calls without an answer, in a row, after which an endpoint is left alone
   * @param open for how long
   */
  public record Breaker(
      @DefaultValue("5") @Min(1) @Max(100) int failures,
      @DefaultValue("15s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
          Duration open) {}

  @AssertTrue(message = "berth.callback.lease must be at least twice berth.callback.request.total")
  public boolean isLeaseLongEnough() {
    return lease == null
        || request == null
        || request.total() == null
        || lease.compareTo(request.total().multipliedBy(2)) >= 0;
  }
}
