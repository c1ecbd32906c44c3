package io.berth.callback.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Limits how many records that are not genuine are kept per minute; all of them are counted. */
final class DeadLetterLimit {

  static final int MOST_PER_MINUTE = 60;

  private final InstantSource clock;
  private Instant minute = Instant.EPOCH;
  private int kept;

  DeadLetterLimit(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean allows() {
    Instant now = clock.instant();
    if (Duration.between(minute, now).toMinutes() >= 1) {
      minute = now;
      kept = 0;
    }
    return kept++ < MOST_PER_MINUTE;
  }
}
