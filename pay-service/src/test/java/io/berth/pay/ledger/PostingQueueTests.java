package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.pay.PayProperties;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PostingQueueTests {

  private static final long START = 1_000_000_000;
  private static final long GATHERING = Duration.ofMillis(10).toNanos();

  private final PostingQueue queue =
      new PostingQueue(
          new PayProperties.Posting(100, 2, 1000, Duration.ofSeconds(2), Duration.ofMillis(10)));

  @BeforeEach
  void open() {
    queue.open();
  }

  private void enter(int settlements) {
    for (int i = 0; i < settlements; i++) {
      Mono.<SettleOutcome>create(
              caller -> queue.enter(new Waiting(Settlements.gift("gift", 1, "1"), caller, START)))
          .subscribe();
    }
  }

  private int takesOff(long now) {
    return queue.takeOff(false, now).size();
  }

  private void aBatchHasLanded(int size) {
    enter(size);
    assertThat(takesOff(START)).isEqualTo(size);
    queue.landed();
  }

  @Test
  void letsNobodyWaitWhereFewCome() {
    aBatchHasLanded(8);
    enter(1);
    assertThat(takesOff(START + 1)).isEqualTo(1);
  }

  @Test
  void gathersForAWhileAfterALargerBatch() {
    aBatchHasLanded(9);
    enter(10);
    assertThat(takesOff(START + 1)).isZero();
    assertThat(queue.gatheringNanos(START + 1)).isEqualTo(GATHERING - 1);
    assertThat(takesOff(START + GATHERING)).isEqualTo(10);
  }

  @Test
  void leavesAsSoonAsEnoughHaveGathered() {
    aBatchHasLanded(9);
    enter(48);
    assertThat(takesOff(START + 1)).isEqualTo(48);
  }

  @Test
  void gathersNoLongerWhenItHurriesOrCloses() {
    aBatchHasLanded(9);
    enter(1);
    assertThat(queue.takeOff(true, START + 1)).hasSize(1);
    queue.landed();
    enter(9);
    assertThat(takesOff(START + GATHERING + 1)).isEqualTo(9);
    queue.landed();
    enter(1);
    queue.close(() -> {});
    assertThat(takesOff(START + GATHERING + 2)).isEqualTo(1);
  }
}
