package io.berth.service.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.readiness.PartState.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockDifferenceTests {
  private static final Instant ASKED = Instant.parse("2026-11-30T10:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = ASKED;
  private final ClockDifference clock = new ClockDifference("PostgreSQL", () -> now, meters);

  @Test
  void nothingIsWrongBeforeTheFirstMeasurement() {
    assertThat(clock.state().level()).isEqualTo(Level.READY);
    assertThat(meters.get("berth.clock.difference").gauge().value()).isNaN();
  }

  /** The other clock was read in the middle, as far as anybody can tell. */
  @Test
  void theTimeThatAskingTakesIsNoDifference() {
    now = ASKED.plusSeconds(2);
    clock.measured(ASKED, ASKED.plusSeconds(1));
    assertThat(clock.difference()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "5, READY",
    "6, DEGRADED",
    "-6, DEGRADED",
    "60, DEGRADED",
    "61, NOT_READY",
    "-61, NOT_READY"
  })
  void aDifferenceOfMoreThanAMinuteIsTooMuch(long seconds, Level level) {
    clock.measured(ASKED, ASKED.plusSeconds(seconds));
    assertThat(clock.state().level()).isEqualTo(level);
    assertThat(meters.get("berth.clock.difference").gauge().value()).isEqualTo(seconds);
    assertThat(clock.difference()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void saysWhichClockIsAhead() {
    clock.measured(ASKED, ASKED.minusSeconds(90));
    assertThat(clock.state().reason())
        .isEqualTo("this service's clock is 90 s ahead of PostgreSQL");
  }
}
