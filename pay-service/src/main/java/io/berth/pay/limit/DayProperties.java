package io.berth.pay.limit;

import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Sets what a day is.
 *
 * @param zone Time zone in which days of payout limits, reconciliation and statements begin and
 *     end.
 */
@Validated
@ConfigurationProperties("berth.pay")
public record DayProperties(@DefaultValue("UTC") @NotNull @Name("day-zone") ZoneId zone) {}
