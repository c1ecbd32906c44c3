package io.berth.api.totals;

import java.time.Instant;

/**
 * Period of an overview, with the one of the same length before it.
 *
 * @param end exclusive; the end of a slot
 */
public record TotalsPeriod(TotalsRange range, Instant end) {

  public TotalsPeriod {
    if (end.getNano() != 0 || end.getEpochSecond() % range.slot().toSeconds() != 0) {
      throw new IllegalArgumentException("not the end of a slot: " + end);
    }
  }

  /** The period that ends with the slot of this moment. */
  public static TotalsPeriod until(TotalsRange range, Instant now) {
    long seconds = range.slot().toSeconds();
    long slot = Math.floorDiv(now.getEpochSecond(), seconds);
    return new TotalsPeriod(range, Instant.ofEpochSecond((slot + 1) * seconds));
  }

  /** Beginning of the period, inclusive. */
  public Instant start() {
    return end.minus(range.length());
  }

  /** Beginning of the period before, inclusive. */
  public Instant startBefore() {
    return start().minus(range.length());
  }
}
