package io.berth.service.kafka.signing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one topic that are not genuine, and logs one line per reason and second:
 * whoever floods a topic must not fill the disk with log lines.
 */
public final class RejectedRecords {
  private static final Logger log = LoggerFactory.getLogger(RejectedRecords.class);
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();

  /** Guarded by the object. */
  private static final class Burst {
    private long loggedAt = System.nanoTime() - PAUSE_NANOS;
    private long count;
  }

  private final MeterRegistry meters;
  private final String topic;
  private final Map<String, Burst> bursts = new HashMap<>();
  private volatile @Nullable Rejection last;

  private record Rejection(String reason, long nanos) {}

  public RejectedRecords(MeterRegistry meters, String topic) {
    this.meters = meters;
    this.topic = topic;
    // Present from the start, so that the first one already is an increase.
    for (RecordVerdict verdict : RecordVerdict.values()) {
      if (verdict != RecordVerdict.GENUINE) {
        count(verdict.reason(), 0);
      }
    }
  }

  /**
   * @param reason one of few
   */
  public void reject(int partition, long offset, String reason) {
    count(reason, 1);
    last = new Rejection(reason, System.nanoTime());
    long rejected = dueToBeLogged(reason);
    if (rejected > 0) {
      log.error(
          "rejected {} records of {} as {}, the last one at partition {}, offset {}",
          rejected,
          topic,
          reason,
          partition,
          offset);
    }
  }

  /** Whether any record was rejected since the start. */
  public boolean any() {
    return last != null;
  }

  /** Whether a record was rejected in the last ten minutes. */
  public boolean lately() {
    Rejection rejection = last;
    return rejection != null && System.nanoTime() - rejection.nanos < LATELY_NANOS;
  }

  /** Why the last one was rejected; empty if none was. */
  public String lastReason() {
    Rejection rejection = last;
    return rejection == null ? "" : rejection.reason;
  }

  private void count(String reason, int records) {
    meters.counter("berth.topic.rejected", "topic", topic, "reason", reason).increment(records);
  }

  /** How many since the last line; 0 while it is too early for another one. */
  private synchronized long dueToBeLogged(String reason) {
    Burst burst = bursts.computeIfAbsent(reason, fresh -> new Burst());
    burst.count++;
    long now = System.nanoTime();
    if (now - burst.loggedAt < PAUSE_NANOS) {
      return 0;
    }
    long rejected = burst.count;
    burst.count = 0;
    burst.loggedAt = now;
    return rejected;
  }
}
