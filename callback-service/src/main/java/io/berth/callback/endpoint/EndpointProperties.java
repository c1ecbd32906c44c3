package io.berth.callback.endpoint;

import jakarta.validation.Valid;
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
 * @param allowPrivateAddresses Whether callbacks may go to loopback and private addresses; never
 *     where anybody may register apps.
 */
@Validated
@ConfigurationProperties("berth.callback")
public record EndpointProperties(
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue @NotNull @Valid Request request,
    @DefaultValue @NotNull @Valid Concurrency concurrency,
    @DefaultValue @NotNull @Valid Breaker breaker) {

  /**
   * Limits of one call.
   *
   * @param connect Time for connecting to a merchant's server, and once more for the TLS handshake,
   *     100ms to 60s.
   * @param response Time until the first byte of a merchant's response, 100ms to 60s.
   * @param total Time for a whole call of a merchant, 200ms to 120s; at most half of {@code
   *     berth.callback.lease}.
   */
  public record Request(
      @DefaultValue("3s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
          Duration connect,
      @DefaultValue("10s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
          Duration response,
      @DefaultValue("15s") @NotNull @DurationMin(millis = 200) @DurationMax(seconds = 120)
          Duration total) {}

  /**
   * @param endpoint Most calls of one endpoint of an app at once, 1 to 1024.
   */
  public record Concurrency(@DefaultValue("32") @Min(1) @Max(1024) int endpoint) {}

  /**
   * @param failures Calls without a response, in a row, that open an endpoint's circuit breaker, 1
   *     to 100.
   * @param open Time that an endpoint's circuit breaker stays open, 10ms to 10m.
   */
  public record Breaker(
      @DefaultValue("5") @Min(1) @Max(100) int failures,
      @DefaultValue("15s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
          Duration open) {}
}
