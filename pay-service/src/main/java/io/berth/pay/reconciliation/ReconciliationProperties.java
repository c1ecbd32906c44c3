package io.berth.pay.reconciliation;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Comparing days with merchants' own books.
 *
 * @param at when yesterday is compared, in {@code berth.pay.day-zone}
 * @param look how often it is looked for days to compare
 * @param catchUpDays days back that are compared when they were missed
 * @param attempts how often a merchant who does not answer is asked by itself
 * @param pause between those
 * @param timeout of one call of a merchant
 * @param allowPrivateAddresses lets merchants' URLs reach loopback and private networks; never
 *     where strangers register apps
 */
@ConfigurationProperties("berth.pay.reconciliation")
record ReconciliationProperties(
    @DefaultValue("01:00") LocalTime at,
    @DefaultValue("1m") Duration look,
    @DefaultValue("7") int catchUpDays,
    @DefaultValue("5") int attempts,
    @DefaultValue("30m") Duration pause,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("false") boolean allowPrivateAddresses) {
  ReconciliationProperties {
    require(look.toMillis() >= 100 && look.toHours() <= 1, "look is not between 100ms and 1h");
    require(catchUpDays >= 1 && catchUpDays <= 31, "catch-up-days is not in 1..31");
    require(attempts >= 1 && attempts <= 100, "attempts is not in 1..100");
    require(pause.toMillis() >= 0 && pause.toHours() <= 24, "pause is not between 0 and 24h");
    require(
        timeout.toMillis() >= 100 && timeout.toSeconds() <= 30,
        "timeout is not between 100ms and 30s");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("berth.pay.reconciliation." + problem);
    }
  }
}
