package io.berth.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketsTests {

  // Near the end of the range, because that is where System.nanoTime() may be.
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());
  private final TokenBuckets buckets =
      new TokenBuckets(10, Duration.ofSeconds(1), 5, 1000, clock::get);

  private long taken(String key, int tries) {
    return IntStream.range(0, tries).filter(i -> buckets.take(key)).count();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void burstIsLetThroughAndNoMore() {
    assertThat(taken("a", 20)).isEqualTo(5);
    assertThat(taken("b", 3)).isEqualTo(3);
  }

  @Test
  void bucketFillsAtItsRate() {
    taken("a", 5);
    pass(Duration.ofMillis(99));
    assertThat(taken("a", 5)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(taken("a", 5)).isEqualTo(1);
    pass(Duration.ofMillis(250));
    assertThat(taken("a", 5)).isEqualTo(2);
  }

  @Test
  void bucketNeverHoldsMoreThanTheBurst() {
    taken("a", 1);
    pass(Duration.ofSeconds(4));
    assertThat(taken("a", 20)).isEqualTo(5);
  }

  @Test
  void refusedTriesCostNothing() {
    taken("a", 1000);
    pass(Duration.ofMillis(100));
    assertThat(taken("a", 1)).isEqualTo(1);
  }
}
