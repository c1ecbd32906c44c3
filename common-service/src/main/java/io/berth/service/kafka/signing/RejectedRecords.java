package io.berth.service.kafka.signing;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of one topic that are not genuine, and logs one line per reason and second:
 * whoever floods a topic must not fill the disk with log lines.
 */
public final class RejectedRecords {
  private static final Logger log = LoggerFactory.getLogger(RejectedRecords.class);
  private static final long PAUSE_NANOS = 1_000_000_000L;

  /** Guarded by the object. */
  private static final class Burst {
    private long loggedAt = System.nanoTime() - PAUSE_NANOS;
    private long count;
  }

  private final MeterRegistry meters;
  private final String topic;
  private final Map<String, Burst> bursts = new HashMap<>();

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
