package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PostingQueueTests {

  private static final int BATCH = 100;
  private static final long START = 1_000_000_000;
  private static final long GATHERING = Duration.ofMillis(10).toNanos();

  private final PostingQueue queue =
      new PostingQueue(
          new PostingProperties(BATCH, 2, 1000, Duration.ofSeconds(2), Duration.ofMillis(10)));

  @BeforeEach
  void open() {
    queue.open();
  }

  private void enter(int settlements) {
    for (int i = 0; i < settlements; i++) {
      Mono.<PostingOutcome>create(
              caller ->
                  queue.enter(
                      new QueuedPosting(LedgerTransactions.gift("gift", 1, "1"), caller, START)))
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
    aBatchHasLanded(2);
    enter(1);
    assertThat(takesOff(START + 1)).isEqualTo(1);
  }

  @Test
  void gathersForAWhileAfterALargerBatch() {
    aBatchHasLanded(3);
    enter(10);
    assertThat(takesOff(START + 1)).isZero();
    long wait = queue.gatheringNanos(START + 1);
    assertThat(wait).isBetween(1L, GATHERING);
    assertThat(takesOff(START + 1 + wait)).isEqualTo(10);
  }

  @Test
  void leavesAsSoonAsABatchIsFull() {
    aBatchHasLanded(3);
    enter(BATCH);
    assertThat(takesOff(START + 1)).isEqualTo(BATCH);
  }

  @Test
  void gathersNoLongerWhenItHurriesOrCloses() {
    aBatchHasLanded(3);
    enter(3);
    assertThat(takesOff(START + 1)).isZero();
    assertThat(queue.takeOff(true, START + 1)).hasSize(3);
    queue.landed();
    enter(1);
    assertThat(takesOff(START + 1)).isZero();
    queue.close(() -> {});
    assertThat(takesOff(START + 1)).isEqualTo(1);
  }
}
