package io.berth.pay.refund;

import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

final class Refunds {

  private Refunds() {}

  /** The order that pays back the user of a paid one, from the account that it was paid into. */
  static OrderDraft draft(
      Order original,
      String tradeNo,
      Coin coin,
      BigDecimal amount,
      Map<String, String> attributes) {
    return new OrderDraft(
        original.appId(),
        tradeNo,
        new OrderUser(Objects.requireNonNull(original.uid()), original.openId()),
        OrderAmount.withoutFee(coin.id(), Amounts.canonical(amount)),
        Direction.APP_TO_USER,
        original.account(),
        attributes);
  }
}
