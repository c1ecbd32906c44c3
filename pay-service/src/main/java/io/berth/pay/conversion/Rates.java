package io.berth.pay.conversion;

import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Converts at the platform's prices. */
final class Rates {
  // As much as an account can hold with room for sums.
  private static final int MOST_INTEGER_DIGITS = 16;

  private Rates() {}

  /**
   * What an amount of one coin costs in another, rounded up to the other's decimals: rounding down
   * would give a little of the platform's money away with every payment. Null where a price is
   * missing or zero, or the amount is absurd.
   */
  static @Nullable BigDecimal convert(BigDecimal amount, Coin from, Coin to) {
    BigDecimal worth = from.priceUsdt();
    BigDecimal unit = to.priceUsdt();
    if (worth == null || worth.signum() <= 0 || unit == null || unit.signum() <= 0) {
      return null;
    }
    BigDecimal price =
        Amounts.canonical(amount.multiply(worth).divide(unit, to.decimals(), RoundingMode.CEILING));
    return price.precision() - price.scale() > MOST_INTEGER_DIGITS ? null : price;
  }
}
