package io.berth.pay.publication;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds which shards a relay owned when it last asked, and which of them have to wait. */
final class RelayShards {

  private final Set<Integer> owned = new HashSet<>();
  private final Map<Integer, Long> pausedUntilNanos = new HashMap<>();
  private long ownedUntilNanos;
  private @Nullable Long balancedNanos;

  synchronized boolean balanceIsDue(Duration interval) {
    long now = System.nanoTime();
    if (balancedNanos != null && now - balancedNanos < interval.toNanos()) {
      return false;
    }
    balancedNanos = now;
    return true;
  }

  /**
   * @param untilNanos by this machine's clock, counted from before the question: never later than
   *     the lease's end
   */
  synchronized void own(Set<Integer> shards, long untilNanos) {
    owned.clear();
    owned.addAll(shards);
    ownedUntilNanos = untilNanos;
  }

  synchronized void pause(int shard, Duration pause) {
    pausedUntilNanos.put(shard, System.nanoTime() + pause.toNanos());
  }

  /**
   * What failed lately is not given up either: it may still arrive, and must not do so after what
   * another relay publishes.
   */
  synchronized Set<Integer> paused() {
    pausedUntilNanos.values().removeIf(until -> System.nanoTime() - until >= 0);
    return Set.copyOf(pausedUntilNanos.keySet());
  }

  /** Shards that may be published from now. */
  synchronized Set<Integer> open() {
    if (System.nanoTime() - ownedUntilNanos >= 0) {
      return Set.of();
    }
    Set<Integer> open = new HashSet<>(owned);
    open.removeAll(paused());
    return open;
  }
}
