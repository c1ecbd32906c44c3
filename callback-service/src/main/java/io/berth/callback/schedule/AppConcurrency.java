package io.berth.callback.schedule;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Limits the deliveries in flight, per app and in total. An app at its limit, or whose endpoints
 * are not to be called now, is passed over when deliveries are leased.
 */
@Component
public class AppConcurrency {

  /** Most deliveries of one app in a round: other apps get their turn between. */
  public static final int ROUND = 32;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final int perApp;
  private final int total;
  private final Map<String, Integer> inHand = new HashMap<>();
  private final Map<String, Long> pausedUntilNanos = new HashMap<>();
  private int sum;

  public AppConcurrency(ScheduleProperties properties) {
    this.perApp = properties.concurrency().app();
    this.total = properties.concurrency().total();
  }

  public synchronized int free() {
    return total - sum;
  }

  public synchronized int inHand() {
    return sum;
  }

  /** Apps that may have fewer than {@link #ROUND}, and how many. */
  public synchronized Map<String, Integer> room() {
    long now = System.nanoTime();
    Map<String, Integer> room = new HashMap<>();
    inHand.forEach(
        (app, count) -> {
          if (perApp - count < ROUND) {
            room.put(app, Math.max(0, perApp - count));
          }
        });
    pausedUntilNanos.values().removeIf(until -> until - now <= 0);
    pausedUntilNanos.keySet().forEach(app -> room.put(app, 0));
    return room;
  }

  /** Passes an app over for a moment: its endpoints would only be asked in vain. */
  public synchronized void pause(String appId) {
    pausedUntilNanos.put(appId, System.nanoTime() + PAUSE.toNanos());
  }

  /**
   * Reserves a place for one more delivery of the app, if there is room and the app is not paused.
   */
  public synchronized boolean enter(String appId) {
    if (sum >= total || inHand.getOrDefault(appId, 0) >= perApp || paused(appId)) {
      return false;
    }
    sum++;
    inHand.merge(appId, 1, Integer::sum);
    return true;
  }

  private boolean paused(String appId) {
    Long until = pausedUntilNanos.get(appId);
    return until != null && until - System.nanoTime() > 0;
  }

  /** Frees a place. True where there was no room before. */
  public synchronized boolean leave(String appId) {
    int before = inHand.getOrDefault(appId, 0);
    boolean full = before >= perApp || sum >= total;
    sum--;
    inHand.computeIfPresent(appId, (app, count) -> count == 1 ? null : count - 1);
    return full;
  }
}
