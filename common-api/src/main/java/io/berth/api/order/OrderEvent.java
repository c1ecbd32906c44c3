package io.berth.api.order;

import java.time.Instant;

/**
 * A change of an order that a merchant may have to be notified of.
 *
 * @param eventId unique for all time, the key of idempotent delivery
 * @param version ascends per order, given under the order's row lock
 */
public record OrderEvent(
    String eventId, long version, Kind kind, Order order, Instant at, String requestId) {
  public enum Kind {
    /** Paid, failed, cancelled or expired, as {@link Order#status()} says. */
    SETTLED,
    /** The merchant or an operator asked for the callback again. */
    REDO
  }
}
