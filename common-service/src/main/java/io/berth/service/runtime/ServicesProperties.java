package io.berth.service.runtime;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Addresses of the other services.
 *
 * @param timeout Time for a whole command to another service, connecting included; more than 0.
 */
@Validated
@ConfigurationProperties("berth.services")
public record ServicesProperties(
    @DefaultValue("5s") Duration timeout,
    @Valid @Nullable Service gateway,
    @Valid @Nullable Service didService,
    @Valid @Nullable Service payService,
    @Valid @Nullable Service callbackService,
    @Valid @Nullable Service console) {

  /**
   * @param url Scheme, host and port of the service; {@code https} where the JVM trusts its
   *     certificate.
   */
  public record Service(@NotNull URI url) {}

  public ServicesProperties {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("berth.services.timeout must be positive");
    }
  }

  /**
   * @param name as in a caller token, {@code did-service}
   * @throws IllegalStateException naming the property that is missing
   */
  public URI url(String name) {
    Service service =
        switch (name) {
          case "gateway" -> gateway;
          case "did-service" -> didService;
          case "pay-service" -> payService;
          case "callback-service" -> callbackService;
          case "console" -> console;
          default -> throw new IllegalArgumentException("there is no service " + name);
        };
    if (service == null) {
      throw new IllegalStateException("berth.services." + name + ".url is missing");
    }
    return service.url();
  }
}
