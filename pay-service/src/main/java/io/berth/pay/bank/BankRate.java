package io.berth.pay.bank;

import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A coin that is bought by bank transfer.
 *
 * @param rate coins for one unit of the currency
 */
public record BankRate(Coin coin, String currency, BigDecimal rate) {

  /** What is withdrawn for an amount of money, rounded up to the coin's decimals. */
  public BigDecimal price(BigDecimal money) {
    return Amounts.canonical(money.multiply(rate).setScale(coin.decimals(), RoundingMode.UP));
  }

  /** What an amount of money buys, rounded down to the coin's decimals; may be zero. */
  public BigDecimal coins(BigDecimal amount) {
    return Amounts.share(amount, rate, coin);
  }
}
