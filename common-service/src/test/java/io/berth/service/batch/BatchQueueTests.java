package io.berth.service.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.batch.BatchQueue.Beside;
import io.berth.service.batch.BatchQueue.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BatchQueueTests {

  private static final int BATCH = 100;
  private static final long START = 1_000_000_000;
  private static final long LINGER = Duration.ofMillis(10).toNanos();

  private final BatchQueue<String, String> queue =
      new BatchQueue<>(BATCH, 2, 1000, Duration.ofMillis(10), Beside.FULL);

  @BeforeEach
  void open() {
    queue.open();
  }

  private void enter(int items) {
    enter(queue, items);
  }

  private static void enter(BatchQueue<String, String> queue, int items) {
    for (int i = 0; i < items; i++) {
      Mono.<String>create(caller -> queue.enter(new Queued<>("item", caller, START))).subscribe();
    }
  }

  private int leaves(long now) {
    return queue.next(false, now).size();
  }

  private void aBatchHasLanded(int size) {
    enter(size);
    assertThat(leaves(START)).isEqualTo(size);
    queue.landed();
  }

  @Test
  void letsNobodyWaitWhereFewCome() {
    aBatchHasLanded(2);
    enter(1);
    assertThat(leaves(START + 1)).isEqualTo(1);
  }

  @Test
  void lingersAfterALargerBatch() {
    aBatchHasLanded(3);
    enter(10);
    assertThat(leaves(START + 1)).isZero();
    long wait = queue.lingerNanos(START + 1);
    assertThat(wait).isBetween(1L, LINGER);
    assertThat(leaves(START + 1 + wait)).isEqualTo(10);
  }

  @Test
  void leavesAsSoonAsABatchIsFull() {
    aBatchHasLanded(3);
    enter(BATCH);
    assertThat(leaves(START + 1)).isEqualTo(BATCH);
  }

  @Test
  void lingersNoLongerWhenItHurriesOrCloses() {
    aBatchHasLanded(3);
    enter(3);
    assertThat(leaves(START + 1)).isZero();
    assertThat(queue.next(true, START + 1)).hasSize(3);
    queue.landed();
    enter(1);
    assertThat(leaves(START + 1)).isZero();
    queue.close(() -> {});
    assertThat(leaves(START + 1)).isEqualTo(1);
  }

  @Test
  void aBatchBesideAnotherIsFullOrHurries() {
    enter(1);
    assertThat(leaves(START)).isEqualTo(1);
    enter(BATCH - 1);
    assertThat(leaves(START + 1)).isZero();
    enter(1);
    assertThat(leaves(START + 1)).isEqualTo(BATCH);
    enter(BATCH);
    assertThat(queue.next(true, START + 1)).as("two are in flight").isEmpty();
  }

  @Test
  void aBatchOfTheOtherRuleLeavesBesideAnother() {
    BatchQueue<String, String> eager =
        new BatchQueue<>(BATCH, 2, 1000, Duration.ofMillis(10), Beside.ALWAYS);
    eager.open();
    enter(eager, 1);
    assertThat(eager.next(false, START)).hasSize(1);
    enter(eager, 2);
    assertThat(eager.next(false, START + 1)).hasSize(2);
    enter(eager, 1);
    assertThat(eager.next(false, START + 1)).as("two are in flight").isEmpty();
  }

  @Test
  void itemsThatAreLateOrTooManyAreKnown() {
    enter(1000);
    List<Entrance> entrances = new ArrayList<>();
    Mono.<String>create(caller -> entrances.add(queue.enter(new Queued<>("item", caller, START))))
        .subscribe();
    assertThat(entrances).containsExactly(Entrance.FULL);
    assertThat(queue.late(Duration.ofNanos(5), START + 5)).isEmpty();
    assertThat(queue.late(Duration.ofNanos(5), START + 6)).hasSize(1000);
    assertThat(queue.size()).isZero();
  }
}
