package io.berth.callback.schedule;

/**
 * Deliveries that wait.
 *
 * @param oldestDueSeconds 0 where nothing is due
 */
public record Backlog(long pending, double oldestDueSeconds) {
  public static final Backlog NONE = new Backlog(0, 0);
}
