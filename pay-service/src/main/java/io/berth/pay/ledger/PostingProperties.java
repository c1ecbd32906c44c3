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
 * @param batch most transactions posted together
 * @param inFlight most batches sent to the database at once
 * @param queue most transactions waiting; more are refused
 * @param timeout longest wait; a transaction that waits longer is refused
 * @param linger longest time that a batch waits for more transactions under load
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
        Duration timeout,
    @DefaultValue("12ms")
        @NotNull
        @DurationMin(millis = 0)
        @DurationMax(millis = 100)
        @Name("gathering")
        Duration linger) {}
