package io.berth.pay.conversion;

import io.berth.pay.coin.Coin;
import java.math.BigDecimal;

/**
 * Price of an order in another coin that the payer has.
 *
 * @param available to the payer
 */
public record Offer(Coin coin, BigDecimal amount, BigDecimal available) {

  public boolean enough() {
    return available.compareTo(amount) >= 0;
  }
}
