package io.berth.service.trace;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param linesPerSecond Most requests of a second that get a line in the log, 0 to 100000; further
 *     ones are counted in {@code berth.access.log.omitted} only, and 0 turns the lines off.
 */
@Validated
@ConfigurationProperties("berth.access-log")
public record AccessLogProperties(@DefaultValue("1000") @Min(0) @Max(100_000) int linesPerSecond) {}
