package io.berth.pay.appaccount;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Divides a shared balance. Each claim is what a claimant's own entries sum to. Where one has taken
 * more than it brought in, or where entries are nobody's, others' money paid for it, and nobody can
 * say whose: a claimant surely has only what is left after all of that.
 *
 * @param certain by claimant; claimants without anything are left out
 * @param unclear what is left
 */
record Division(Map<String, BigDecimal> certain, BigDecimal unclear) {

  /**
   * @param balance of the account
   * @param claims by claimant; they need not sum to the balance
   */
  static Division of(BigDecimal balance, Map<String, BigDecimal> claims) {
    BigDecimal claimed = BigDecimal.ZERO;
    BigDecimal missing = BigDecimal.ZERO;
    for (BigDecimal claim : claims.values()) {
      claimed = claimed.add(claim);
      missing = missing.add(claim.negate().max(BigDecimal.ZERO));
    }
    missing = missing.add(claimed.subtract(balance).max(BigDecimal.ZERO));
    Map<String, BigDecimal> certain = new LinkedHashMap<>();
    BigDecimal unclear = balance;
    for (Map.Entry<String, BigDecimal> claim : claims.entrySet()) {
      BigDecimal sure = claim.getValue().subtract(missing);
      if (sure.signum() > 0) {
        certain.put(claim.getKey(), sure);
        unclear = unclear.subtract(sure);
      }
    }
    return new Division(certain, unclear);
  }
}
