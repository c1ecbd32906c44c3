package io.berth.service.readiness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Difference between this service's clock and another one, as last measured. */
public final class ClockDifference implements ReadinessPart {

  /** More than networks and busy machines explain. */
  private static final Duration NOTEWORTHY = Duration.ofSeconds(5);

  /** Expiries and signatures that carry a time are judged wrongly. */
  private static final Duration TOO_LARGE = Duration.ofSeconds(60);

  private final String against;
  private final InstantSource clock;
  private volatile @Nullable Duration difference;

  /**
   * @param against whose clock this service's is compared with, for people
   */
  public ClockDifference(String against, InstantSource clock, MeterRegistry meters) {
    this.against = against;
    this.clock = clock;
    Gauge.builder("berth.clock.difference", this, ClockDifference::seconds)
        .description("How far the other clock is ahead of this service's; negative if it is behind")
        .baseUnit("seconds")
        .tag("against", against)
        .register(meters);
  }

  /** This service's time. */
  public Instant here() {
    return clock.instant();
  }

  /**
   * Takes a measurement.
   *
   * @param asked this service's time before the other clock was read
   * @param there the other clock's time
   */
  public void measured(Instant asked, Instant there) {
    Instant middle = asked.plus(Duration.between(asked, here()).dividedBy(2));
    difference = Duration.between(middle, there);
  }

  /** How far the other clock is ahead; zero before the first measurement. */
  public Duration difference() {
    Duration measured = difference;
    return measured == null ? Duration.ZERO : measured;
  }

  private double seconds() {
    Duration measured = difference;
    return measured == null ? Double.NaN : measured.toMillis() / 1000.0;
  }

  @Override
  public String name() {
    return "clock against " + against;
  }

  @Override
  public PartState state() {
    Duration size = difference().abs();
    String reason = "this service's clock is " + size.toSeconds() + " s " + side() + " " + against;
    if (size.compareTo(TOO_LARGE) > 0) {
      return PartState.notReady(reason);
    }
    return size.compareTo(NOTEWORTHY) > 0 ? PartState.degraded(reason) : PartState.ready();
  }

  private String side() {
    return difference().isNegative() ? "ahead of" : "behind";
  }
}
