package io.berth.api.terms;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Terms that an app and the platform agree on.
 *
 * @param cutRate commission on user-to-app orders, 0 to 1
 * @param dailyPayoutLimit by coin code; a coin without an entry has none
 * @param deposit that the app has to pay, by coin code; empty where there is none
 */
public record Terms(
    BigDecimal cutRate,
    Map<String, BigDecimal> dailyPayoutLimit,
    Map<String, BigDecimal> deposit) {}
