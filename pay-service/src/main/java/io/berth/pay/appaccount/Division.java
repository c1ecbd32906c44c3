package io.berth.pay.appaccount;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Divides a shared balance. Each entitlement is what a claimant's own entries sum to. Where one has
 * taken more than it brought in, or where entries are nobody's, others' money paid for it, and
 * nobody can say whose: a claimant surely has only what is left after all of that.
 *
 * @param certain by claimant; claimants without anything are left out
 * @param unclear what is left
 */
record Division(Map<String, BigDecimal> certain, BigDecimal unclear) {

  /**
   * @param balance of the account
   * @param entitlements by claimant; they need not sum to the balance
   */
  static Division of(BigDecimal balance, Map<String, BigDecimal> entitlements) {
    BigDecimal entitled = BigDecimal.ZERO;
    BigDecimal missing = BigDecimal.ZERO;
    for (BigDecimal entitlement : entitlements.values()) {
      entitled = entitled.add(entitlement);
      missing = missing.add(entitlement.negate().max(BigDecimal.ZERO));
    }
    missing = missing.add(entitled.subtract(balance).max(BigDecimal.ZERO));
    Map<String, BigDecimal> certain = new LinkedHashMap<>();
    BigDecimal unclear = balance;
    for (Map.Entry<String, BigDecimal> entitlement : entitlements.entrySet()) {
      BigDecimal sure = entitlement.getValue().subtract(missing);
      if (sure.signum() > 0) {
        certain.put(entitlement.getKey(), sure);
        unclear = unclear.subtract(sure);
      }
    }
    return new Division(certain, unclear);
  }
}
