package io.berth.pay.coin;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * @param decimals most fraction digits of an amount, 0 to 18
 * @param priceUsdt null where there is no price
 */
public record Coin(int id, String code, int decimals, @Nullable BigDecimal priceUsdt) {

  public Coin {
    priceUsdt = priceUsdt == null ? null : priceUsdt.stripTrailingZeros();
  }
}
