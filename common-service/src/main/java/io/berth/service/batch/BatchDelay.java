package io.berth.service.batch;

import java.time.Duration;

/**
 * Decides the time that a batch waits for more items to share it. What a batch costs at all is
 * shared by all in it, so that a service that is busy does the same with less. Nobody waits where
 * few come; and where all of a batch came close together, as from callers that wait for one
 * another, the next waits hardly longer than that. Instants are of {@link System#nanoTime()}. Not
 * safe for use by several threads.
 */
final class BatchDelay {

  /** A batch no larger than this leaves nobody to be waited for. */
  private static final int FEW = 2;

  private final long longest;
  private final long shortest;
  private long window;
  private int latest;

  /**
   * @param longest wait of whoever came first
   */
  public BatchDelay(Duration longest) {
    this.longest = longest.toNanos();
    this.shortest = this.longest / 8;
    this.window = this.longest;
  }

  /** For how many nanoseconds from now on a batch waits whose first one came at that instant. */
  public long remaining(long first, long now) {
    return latest <= FEW ? 0 : Math.max(0, first + window - now);
  }

  /** A batch has left, the first and the last of which came at those instants. */
  public void left(int size, long first, long last) {
    latest = size;
    long sufficient = (last - first) * 4 / 3;
    window =
        sufficient < window
            ? Math.max(shortest, sufficient)
            : Math.clamp(window * 4 / 3, shortest, longest);
  }
}
