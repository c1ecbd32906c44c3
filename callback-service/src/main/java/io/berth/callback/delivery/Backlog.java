package io.berth.callback.delivery;

/**
 * What waits.
 *
 * @param oldestDueSeconds 0 where nothing is due
 */
record Backlog(long pending, double oldestDueSeconds) {
  static final Backlog NONE = new Backlog(0, 0);
}
