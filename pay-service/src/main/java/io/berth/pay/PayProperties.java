package io.berth.pay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of pay-service, under {@code berth.pay}.
 *
 * @param prepaymentLifetime how long a prepayment waits for its payer
 * @param dayZone where days of payout limits, reconciliation and statements begin and end
 * @param expiry how often prepayments whose time is over are looked for
 * @param expiryBatch most prepayments closed in one transaction
 * @param audit when balances are compared with entries
 * @param outbox how events are published
 * @param posting how settlements are gathered
 */
@Validated
@ConfigurationProperties("berth.pay")
public record PayProperties(
    @DefaultValue("15m") @NotNull Duration prepaymentLifetime,
    @DefaultValue("UTC") @NotNull ZoneId dayZone,
    @DefaultValue("5s") @NotNull Duration expiry,
    @DefaultValue("100") @Min(1) @Max(1000) int expiryBatch,
    @DefaultValue @NotNull Audit audit,
    @DefaultValue @NotNull Outbox outbox,
    @DefaultValue @NotNull Posting posting) {

  public PayProperties {
    require("prepayment-lifetime", prepaymentLifetime, Duration.ofMinutes(1), Duration.ofDays(1));
    require("expiry", expiry, Duration.ofMillis(100), Duration.ofMinutes(5));
  }

  /**
   * @param interval between comparisons of accounts that have new entries
   * @param round time in which every balance is compared once, whether there are entries or not
   * @param fullInterval between comparisons of everything from the first entry on
   */
  public record Audit(
      @DefaultValue("1m") @NotNull Duration interval,
      @DefaultValue("1h") @NotNull Duration round,
      @DefaultValue("24h") @NotNull Duration fullInterval) {
    public Audit {
      require("audit.interval", interval, Duration.ofMillis(100), Duration.ofHours(1));
      require("audit.round", round, interval, Duration.ofDays(7));
      require("audit.full-interval", fullInterval, Duration.ofSeconds(1), Duration.ofDays(7));
    }
  }

  /**
   * @param poll longest time between looks at the outbox when nobody rings
   * @param batch most events of one look
   * @param keep how long published events stay
   * @param unnoticedAfter when a paid order's event is published again for which no delivery is
   *     known
   * @param republish how often it is, at most
   * @param lease how long an instance owns its share of the outbox after it last said so
   */
  public record Outbox(
      @DefaultValue("1s") @NotNull Duration poll,
      @DefaultValue("500") @Min(1) @Max(5000) int batch,
      @DefaultValue("7d") @NotNull Duration keep,
      @DefaultValue("10m") @NotNull Duration unnoticedAfter,
      @DefaultValue("3") @Min(0) @Max(100) int republish,
      @DefaultValue("10s") @NotNull Duration lease) {
    public Outbox {
      require("outbox.poll", poll, Duration.ofMillis(10), Duration.ofMinutes(1));
      require("outbox.keep", keep, Duration.ofHours(1), Duration.ofDays(90));
      require("outbox.unnoticed-after", unnoticedAfter, Duration.ofMillis(100), Duration.ofDays(1));
      require("outbox.lease", lease, Duration.ofMillis(200), Duration.ofMinutes(1));
    }

    /** Often enough that a lease does not end because of one slow answer. */
    public Duration balanceEvery() {
      Duration most = lease.dividedBy(4);
      return poll.compareTo(most) < 0 ? poll : most;
    }
  }

  /**
   * @param batch most settlements posted together
   * @param flights most batches on their way to the database at once
   * @param queue most settlements waiting; more are refused
   * @param patience longest wait; what has waited for longer is refused
   * @param gathering longest time that a batch waits for more where many come
   */
  public record Posting(
      @DefaultValue("256") @Min(1) @Max(1024) int batch,
      @DefaultValue("2") @Min(1) @Max(8) int flights,
      @DefaultValue("4096") @Min(1) @Max(65536) int queue,
      @DefaultValue("2s") @NotNull Duration patience,
      @DefaultValue("12ms") @NotNull Duration gathering) {
    public Posting {
      require("posting.patience", patience, Duration.ofMillis(10), Duration.ofSeconds(10));
      require("posting.gathering", gathering, Duration.ZERO, Duration.ofMillis(100));
    }
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "berth.pay." + name + " is " + value + ", must be " + least + " to " + most);
    }
  }
}
