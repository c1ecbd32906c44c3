package io.berth.service.sql;

import io.berth.service.readiness.ClockDifference;
import java.time.Instant;

/**
 * PostgreSQL's time without asking it: this service's clock, corrected by the difference that was
 * last measured. What the database sets an expiry for is judged by this clock.
 */
public final class DatabaseClock {
  private final ClockDifference difference;

  DatabaseClock(ClockDifference difference) {
    this.difference = difference;
  }

  public Instant instant() {
    return difference.here().plus(difference.difference());
  }
}
