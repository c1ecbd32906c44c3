package io.berth.pay.reconciliation;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Comparing days with merchants' own books.
 *
 * @param at Time of day at which yesterday is compared with merchants' books, in {@code
 *     berth.pay.day-zone}; an app may have its own.
 * @param look Time between looks for days to compare, 100ms to 1h.
 * @param catchUpDays Days back that are compared when they were missed, 1 to 31.
 * @param attempts Times that a merchant who does not answer is asked by itself, 1 to 100.
 * @param pause Time between two attempts, 0 to 24h.
 * @param timeout Time that one call of a merchant may take, 100ms to 30s.
 * @param allowPrivateAddresses Whether merchants' books may be on loopback and private addresses;
 *     never where anybody may register apps.
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
