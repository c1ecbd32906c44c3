package io.berth.api.order;

import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.user.UserOutcome;
import java.time.Instant;
import java.util.List;

/** Answers to {@link PaymentCommand}s. */
public sealed interface PaymentOutcome extends Outcome.Success {

  /**
   * A pending order waiting for its payer.
   *
   * @param payCode what the pay page trusts; lives until {@code expiresAt}
   */
  record Prepaid(long orderId, String payCode, Instant expiresAt) implements PaymentOutcome {}

  record OrderFound(Order order) implements PaymentOutcome {}

  /**
   * @param total number of orders that match, regardless of offset and limit
   * @param orders newest first
   */
  record OrderPage(long total, List<Order> orders) implements PaymentOutcome {}

  /**
   * @param callbackStatus HTTP status of the merchant's answer to the first callback; 0 where none
   *     came in time
   */
  record PaidOut(Order order, int callbackStatus) implements PaymentOutcome {}

  /**
   * @param from who paid, or is to pay
   */
  record Transfer(
      Order order, UserOutcome.Person from, UserOutcome.Person to, BalanceOutcome.CoinDetail coin)
      implements PaymentOutcome {}
}
