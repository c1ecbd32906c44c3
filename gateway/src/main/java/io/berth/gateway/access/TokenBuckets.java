package io.berth.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One bucket per key, kept as the moment at which it will be full again; so a bucket is one number
 * and taking from it one compare-and-set. Keys are bounded: the least used are forgotten, which
 * fills their buckets.
 */
final class TokenBuckets {

  private final long nanosPerToken;
  private final long nanosPerBurst;
  private final LongSupplier nanoTime;
  private final Cache<String, AtomicLong> fullAt;

  TokenBuckets(int tokens, Duration per, int burst, int rememberedKeys, LongSupplier nanoTime) {
    this.nanosPerToken = Math.max(1, per.toNanos() / tokens);
    this.nanosPerBurst = nanosPerToken * burst;
    this.nanoTime = nanoTime;
    // A bucket that was left alone for this long is full, so nothing is lost with it.
    long nanosUntilFull = Math.max(nanosPerBurst, TimeUnit.SECONDS.toNanos(1));
    this.fullAt =
        Caffeine.newBuilder()
            .maximumSize(rememberedKeys)
            .expireAfterAccess(nanosUntilFull, TimeUnit.NANOSECONDS)
            .ticker(nanoTime::getAsLong)
            // Keeping the order costs less than waking another thread to do it.
            .executor(Runnable::run)
            .build();
  }

  /** Takes one token, or says that there is none. */
  boolean take(String key) {
    long now = nanoTime.getAsLong();
    AtomicLong bucket = fullAt.get(key, absent -> new AtomicLong(now));
    while (true) {
      long seen = bucket.get();
      long missing = Math.max(0, seen - now) + nanosPerToken;
      if (missing > nanosPerBurst) {
        return false;
      }
      if (bucket.compareAndSet(seen, now + missing)) {
        return true;
      }
    }
  }
}
