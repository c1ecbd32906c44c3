package io.berth.console.health;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param management Address of each service's management port, by the service's name; required.
 * @param managementTimeout Time for reading a service's health or metrics.
 */
@Validated
@ConfigurationProperties("berth.console")
public record ManagementProperties(
    @NotEmpty Map<String, @NotNull URI> management,
    @DefaultValue("2s") Duration managementTimeout) {}
