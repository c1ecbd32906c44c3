package io.berth.gateway.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of incoming requests.
 *
 * @param trustedProxies Addresses or CIDR ranges of proxies whose {@code X-Forwarded-For} is
 *     trusted; no others may say it.
 * @param maxBody Longest request body that is read, 1B to 16MB; raise {@code
 *     berth.connections.max-bodies} and its limit per address with it.
 * @param requestTimeout Time that a client may take to send one whole request, 100ms to 5m.
 * @param testPort Port of the test mode, for what is sent to {@code berth.test-origin}; not opened
 *     where that is missing.
 */
@Validated
@ConfigurationProperties("berth.gateway")
public record HttpProperties(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("256KB") @NotNull DataSize maxBody,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration requestTimeout,
    @DefaultValue("8090") @Min(1) @Max(65_535) int testPort) {

  private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(16);

  public HttpProperties {
    if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST_BODY) > 0) {
      throw new IllegalArgumentException("berth.gateway.max-body must be 1 B to 16 MB");
    }
  }

  public int maxBodyBytes() {
    return Math.toIntExact(maxBody.toBytes());
  }
}
