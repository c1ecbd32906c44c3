package io.berth.callback.ingest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of reading order events.
 *
 * @param consumers Threads that read order events, 1 to 64; more than the topic has partitions are
 *     idle.
 */
@Validated
@ConfigurationProperties("berth.callback")
public record IngestProperties(@DefaultValue("1") @Min(1) @Max(64) int consumers) {}
