package io.berth.console.page;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param management where each service's management port is, by the service's name
 * @param managementTimeout limit for reading a service's health
 * @param localInbox whether to link to this machine's inbox
 * @param demo addresses to try a dialect at, by the dialect's name; empty where no demo runs
 */
@Validated
@ConfigurationProperties("berth.console")
public record ConsoleProperties(
    @NotEmpty Map<String, @NotNull URI> management,
    @DefaultValue("2s") Duration managementTimeout,
    @DefaultValue("false") boolean localInbox,
    @DefaultValue Map<String, URI> demo) {}
