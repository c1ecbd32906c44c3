package io.berth.service.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchDelayTests {

  private static final long START = 1_000_000_000;
  private static final long LONGEST = Duration.ofMillis(8).toNanos();
  private static final long SHORTEST = LONGEST / 8;

  private final BatchDelay batchDelay = new BatchDelay(Duration.ofNanos(LONGEST));

  /** How long the next one would wait that comes now. */
  private long window() {
    return batchDelay.remaining(START, START);
  }

  @Test
  void nobodyWaitsWhereFewCome() {
    assertThat(window()).isZero();
    batchDelay.left(2, START, START + LONGEST);
    assertThat(window()).isZero();
    batchDelay.left(3, START, START + LONGEST);
    assertThat(window()).isEqualTo(LONGEST);
  }

  @Test
  void theWaitCountsFromTheFirst() {
    batchDelay.left(3, START, START + LONGEST);
    assertThat(batchDelay.remaining(START, START + 1)).isEqualTo(LONGEST - 1);
    assertThat(batchDelay.remaining(START, START + LONGEST)).isZero();
    assertThat(batchDelay.remaining(START, START + 2 * LONGEST)).isZero();
  }

  @Test
  void doesNotWaitForLongAfterTheLast() {
    batchDelay.left(8, START, START + 3_000_000);
    assertThat(window()).isEqualTo(4_000_000);
    batchDelay.left(8, START, START);
    assertThat(window()).isEqualTo(SHORTEST);
  }

  @Test
  void waitsForLongerAgainWhereTheyComeUntilTheEnd() {
    batchDelay.left(8, START, START);
    long before = window();
    while (window() < LONGEST) {
      batchDelay.left(8, START, START + window());
      assertThat(window()).isGreaterThan(before);
      before = window();
    }
    batchDelay.left(8, START, START + 10 * LONGEST);
    assertThat(window()).isEqualTo(LONGEST);
  }

  @Test
  void mayBeTurnedOff() {
    BatchDelay none = new BatchDelay(Duration.ZERO);
    none.left(100, START, START + LONGEST);
    assertThat(none.remaining(START, START)).isZero();
  }
}
