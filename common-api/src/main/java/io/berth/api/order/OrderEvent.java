package io.berth.api.order;

import java.time.Instant;

/**
 * Something a merchant may have to be told about an order.
 *
 * @param eventId unique for all time, the key of idempotent delivery
 * @param version ascends per order, given under the order's row lock
 */
public record OrderEvent(
    String eventId, long version, Kind kind, Order order, Instant at, String requestId) {
  public enum Kind {
    /** Paid, failed, cancelled or expired: {@link Order#status()} tells. */
    SETTLED,
    /** The merchant or an operator asked for the callback again. */
    REDO
  }
}
