package io.berth.dialect.page;

import io.berth.api.order.Order;
import org.jspecify.annotations.Nullable;

/** Browser's way to the pay page, and the redirect back. */
public interface PaymentFlow {

  /** The pay code that a raw query carries, or null; nothing else of the query is trusted. */
  @Nullable String payCode(String rawQuery);

  /**
   * Absolute URL of the redirect after payment or cancellation.
   *
   * @param order in its final state, {@link io.berth.api.order.OrderStatus#CANCELLED} included
   * @param redirectUrl of the prepayment
   * @param state of the prepayment
   */
  String redirect(Order order, String redirectUrl, String state);
}
