package io.berth.service.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTests {

  private static final long START = 1_000_000_000;
  private static final long LONGEST = Duration.ofMillis(8).toNanos();
  private static final long SHORTEST = LONGEST / 8;

  private final Gathering gathering = new Gathering(Duration.ofNanos(LONGEST));

  /** How long the next one would wait that comes now. */
  private long window() {
    return gathering.remaining(START, START);
  }

  @Test
  void nobodyWaitsWhereFewCome() {
    assertThat(window()).isZero();
    gathering.left(2, START, START + LONGEST);
    assertThat(window()).isZero();
    gathering.left(3, START, START + LONGEST);
    assertThat(window()).isEqualTo(LONGEST);
  }

  @Test
  void theWaitCountsFromTheFirst() {
    gathering.left(3, START, START + LONGEST);
    assertThat(gathering.remaining(START, START + 1)).isEqualTo(LONGEST - 1);
    assertThat(gathering.remaining(START, START + LONGEST)).isZero();
    assertThat(gathering.remaining(START, START + 2 * LONGEST)).isZero();
  }

  @Test
  void doesNotWaitForLongAfterTheLast() {
    gathering.left(8, START, START + 3_000_000);
    assertThat(window()).isEqualTo(4_000_000);
    gathering.left(8, START, START);
    assertThat(window()).isEqualTo(SHORTEST);
  }

  @Test
  void waitsForLongerAgainWhereTheyComeUntilTheEnd() {
    gathering.left(8, START, START);
    long before = window();
    while (window() < LONGEST) {
      gathering.left(8, START, START + window());
      assertThat(window()).isGreaterThan(before);
      before = window();
    }
    gathering.left(8, START, START + 10 * LONGEST);
    assertThat(window()).isEqualTo(LONGEST);
  }

  @Test
  void mayBeTurnedOff() {
    Gathering none = new Gathering(Duration.ZERO);
    none.left(100, START, START + LONGEST);
    assertThat(none.remaining(START, START)).isZero();
  }
}
