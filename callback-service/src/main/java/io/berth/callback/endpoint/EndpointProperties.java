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
 * @param allowPrivateAddresses lets callbacks reach loopback and private networks; never where
 *     anybody may register apps
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
   * @param connect of connecting, and once more of the TLS handshake
   * @param response of waiting for the first byte of the response
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
   * @param endpoint calls to one endpoint of an app at once
   */
  public record Concurrency(@DefaultValue("32") @Min(1) @Max(1024) int endpoint) {}

  /**
   * @param failures calls without a response, in a row, that open an endpoint's breaker
   * @param open how long it stays open
   */
  public record Breaker(
      @DefaultValue("5") @Min(1) @Max(100) int failures,
      @DefaultValue("15s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
          Duration open) {}
}
