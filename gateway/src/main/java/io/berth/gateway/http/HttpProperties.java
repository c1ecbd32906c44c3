package io.berth.gateway.http;

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
 * @param trustedProxies addresses or CIDR ranges whose {@code X-Forwarded-For} is trusted
 * @param maxBody longest request body that is read, up to 16 MiB
 * @param requestTimeout how long a client may take to send one whole request
 */
@Validated
@ConfigurationProperties("berth.gateway")
public record HttpProperties(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("256KB") @NotNull DataSize maxBody,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration requestTimeout) {

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
