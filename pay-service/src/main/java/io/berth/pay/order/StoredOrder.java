package io.berth.pay.order;

import io.berth.api.order.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order with its prepayment, which only pay-service knows.
 *
 * @param prepayment null where the order was settled at once
 */
public record StoredOrder(Order order, @Nullable Prepayment prepayment) {

  /**
   * @param expiresAt when it can no longer be paid
   * @param specifiedUid who alone may pay; null for anybody
   * @param redirectUrl where the payer goes afterwards
   */
  public record Prepayment(
      Instant expiresAt,
      @Nullable Long specifiedUid,
      String device,
      String state,
      String redirectUrl) {}
}
