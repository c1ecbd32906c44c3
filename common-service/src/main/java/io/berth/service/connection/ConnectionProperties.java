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
 * @param max Connections of one port that are open at the same time, 1 to 1000000; when there are
 *     more, idle ones are closed first.
 * @param maxPerAddress Open connections of one address (an IPv6 /64 network counts as one), 1 to
 *     1000000; a trusted proxy counts in {@code berth.connections.max} only.
 * @param maxBodies Bytes of request bodies in memory before their requests are answered.
 * @param maxBodiesPerAddress Bytes of request bodies of one address in memory before their requests
 *     are answered.
 * @param maxSlow Requests that arrive slowly at the same time, 1 to 1000000.
 * @param maxSlowPerAddress Requests of one address that arrive slowly at the same time, 1 to
 *     1000000; through a trusted proxy they count by the forwarded address.
 * @param slowAfter Age at which a request that has not arrived as a whole counts as slow, 100ms to
 *     5m.
 * @param headTimeout Time for a request's head from its first byte on, 100ms to 5m.
 * @param bodyTimeout Time for a request's body, 100ms to 10m.
 * @param unreadTimeout Time that a client may take none of its answer, 100ms to 1h.
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
