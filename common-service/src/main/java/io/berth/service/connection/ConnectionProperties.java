package io.berth.service.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one port. An address is an IPv4 address or an IPv6 /64 network.
 *
 * @param max connections open at the same time; when there are more, idle ones are closed first
 * @param maxPerAddress the same of one address; a trusted proxy has no limit of its own
 * @param maxBodies bytes of request bodies in memory before their requests are answered
 * @param maxBodiesPerAddress the same of one address
 * @param maxSlow requests that arrive slowly at the same time
 * @param maxSlowPerAddress the same of one address
 * @param slowAfter a request that has not arrived after this time counts as slow
 * @param headTimeout time for a request's head, from its first byte
 * @param bodyTimeout time for a request's body
 * @param unreadTimeout time that a client may take none of its answer
 */
@Validated
@ConfigurationProperties("berth.connections")
record ConnectionProperties(
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int max,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int maxPerAddress,
    @DefaultValue("32MB") @NotNull DataSize maxBodies,
    @DefaultValue("4MB") @NotNull DataSize maxBodiesPerAddress,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int maxSlow,
    @DefaultValue("32") @Min(1) @Max(1_000_000) int maxSlowPerAddress,
    @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration slowAfter,
    @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5) Duration headTimeout,
    @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration bodyTimeout,
    @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration unreadTimeout) {}
