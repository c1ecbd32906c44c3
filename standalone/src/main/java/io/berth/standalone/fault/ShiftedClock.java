package io.berth.standalone.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock with a difference that changes. */
final class ShiftedClock extends Clock {

  private volatile Duration difference;

  ShiftedClock(Duration difference) {
    this.difference = difference;
  }

  void shift(Duration changed) {
    difference = changed;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(difference);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("services ask this clock for instants alone");
  }
}
