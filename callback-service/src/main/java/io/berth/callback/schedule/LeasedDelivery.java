package io.berth.callback.schedule;

import java.util.UUID;

/**
 * A delivery that this instance may work on until its lease ends.
 *
 * @param lease what has to be shown for a result to count
 * @param attempts that have a result
 * @param event JSON of an {@link io.berth.api.order.OrderEvent}
 * @param leasedNanos by this machine's clock, before the database was asked
 */
public record LeasedDelivery(
    long id, UUID lease, String appId, int attempts, String event, long leasedNanos) {

  public int nextAttempt() {
    return attempts + 1;
  }
}
