package io.berth.api.totals;

import java.time.Duration;

/** Length of time that an overview shows, in slots of equal length. */
public enum TotalsRange {
  HOUR(Duration.ofMinutes(5), 12),
  DAY(Duration.ofHours(1), 24),
  /** Days are UTC days. */
  MONTH(Duration.ofDays(1), 30);

  private final Duration slot;
  private final int slots;

  TotalsRange(Duration slot, int slots) {
    this.slot = slot;
    this.slots = slots;
  }

  public Duration slot() {
    return slot;
  }

  public int slots() {
    return slots;
  }

  public Duration length() {
    return slot.multipliedBy(slots);
  }

  /** Totals are kept by five minutes for hours, and by the hour for all that is longer. */
  public int keptMinutes() {
    return this == HOUR ? 5 : 60;
  }
}
