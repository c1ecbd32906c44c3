package io.berth.pay.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * @param checkoutVisits Time that it is known when an order's pay page was opened and its code
 *     mailed, 7d to 3650d.
 * @param payoutTotals Time that an app's payouts of a day are known for its daily limit, 3d to
 *     3650d.
 * @param reconciliations Time that comparisons with merchants' books are kept, 400d to 3650d; a day
 *     can be compared for 366 days.
 */
@ConfigurationProperties("berth.pay.retention")
record RetentionProperties(
    @DefaultValue("90d") Duration checkoutVisits,
    @DefaultValue("35d") Duration payoutTotals,
    @DefaultValue("800d") Duration reconciliations) {

  private static final int MAX_DAYS = 3650;

  RetentionProperties {
    check("checkout-visits", checkoutVisits, 7);
    check("payout-totals", payoutTotals, 3);
    check("reconciliations", reconciliations, 400);
  }

  private static void check(String name, Duration kept, int minDays) {
    Assert.isTrue(
        kept.toDays() >= minDays && kept.toDays() <= MAX_DAYS,
        () -> "berth.pay.retention." + name + " is not between " + minDays + "d and 3650d");
  }
}
