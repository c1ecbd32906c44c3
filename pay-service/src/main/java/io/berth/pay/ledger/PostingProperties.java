package io.berth.pay.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of posting in batches.
 *
 * @param batch Most transactions posted together, 1 to 1024.
 * @param inFlight Most batches at the database at once, 1 to 8.
 * @param queue Most transactions waiting, 1 to 65536; callers of further ones hear "too frequent".
 * @param timeout Longest wait of a transaction, 10ms to 10s; one that waits longer is refused.
 */
@Validated
@ConfigurationProperties("berth.pay.posting")
public record PostingProperties(
    @DefaultValue("256") @Min(1) @Max(1024) int batch,
    @DefaultValue("2") @Min(1) @Max(8) @Name("flights") int inFlight,
    @DefaultValue("4096") @Min(1) @Max(65536) int queue,
    @DefaultValue("2s")
        @NotNull
        @DurationMin(millis = 10)
        @DurationMax(seconds = 10)
        @Name("patience")
        Duration timeout) {}
