package io.berth.pay.ledger;

import java.math.BigDecimal;

/**
 * Amount of an order.
 *
 * @param total what the payer pays
 * @param fee the platform's part of it
 */
public record OrderAmount(int coinId, BigDecimal total, BigDecimal fee) {

  public static OrderAmount withoutFee(int coinId, BigDecimal total) {
    return new OrderAmount(coinId, total, BigDecimal.ZERO);
  }
}
