package io.berth.callback.delivery;

/**
 * Deliveries that wait.
 *
 * @param oldestDueSeconds 0 where nothing is due
 */
record Backlog(long pending, double oldestDueSeconds) {
  static final Backlog NONE = new Backlog(0, 0);
}
