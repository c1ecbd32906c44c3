package io.berth.callback.drill;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Limits how often each app may do something. */
final class Cooldown {

  private static final int MOST_APPS = 10_000;

  private final long periodNanos;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Long> last = new ConcurrentHashMap<>();

  Cooldown(Duration period, LongSupplier nanoTime) {
    this.periodNanos = period.toNanos();
    this.nanoTime = nanoTime;
  }

  boolean allows(String appId) {
    long now = nanoTime.getAsLong();
    if (last.size() >= MOST_APPS) {
      last.values().removeIf(then -> now - then >= periodNanos);
    }
    Long kept =
        last.compute(
            appId, (app, then) -> then == null || now - then >= periodNanos ? (Long) now : then);
    return kept == now;
  }
}
