package io.berth.service.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.batch.BatchQueue.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BatchQueueTests {

  private static final int BATCH = 100;
  private static final long START = 1_000_000_000;
  private static final long LINGER = Duration.ofMillis(10).toNanos();

  private final BatchQueue<String, String> queue =
      new BatchQueue<>(BATCH, 2, 1000, Duration.ofMillis(10), Beside.always());

  @BeforeEach
  void open() {
    queue.open();
  }

  // An item needs the words in it.
  private final BatchQueue<String, String> apart =
      new BatchQueue<>(
          BATCH, 3, 1000, Duration.ZERO, Beside.apart(item -> List.of(item.split(" "))));

  private void enter(int items) {
    enter(queue, Collections.nCopies(items, "item"));
  }

  private static void enter(BatchQueue<String, String> queue, List<String> items) {
    for (String item : items) {
      Mono.<String>create(caller -> queue.enter(new Queued<>(item, caller, START))).subscribe();
    }
  }

  private int leaves(long now) {
    return queue.next(now).size();
  }

  private List<Queued<String, String>> leavesApart(String... items) {
    List<Queued<String, String>> batch = apart.next(START);
    assertThat(batch).extracting(Queued::item).containsExactly(items);
    return batch;
  }

  private void aBatchHasLanded(int size) {
    enter(size);
    List<Queued<String, String>> batch = queue.next(START);
    assertThat(batch).hasSize(size);
    queue.landed(batch);
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
  void lingersNoLongerWhenItCloses() {
    aBatchHasLanded(3);
    enter(1);
    assertThat(leaves(START + 1)).isZero();
    queue.close(() -> {});
    assertThat(leaves(START + 1)).isEqualTo(1);
  }

  @Test
  void batchesThatNeedNothingLeaveBesideOneAnother() {
    enter(1);
    assertThat(leaves(START)).isEqualTo(1);
    enter(2);
    assertThat(leaves(START + 1)).isEqualTo(2);
    enter(1);
    assertThat(leaves(START + 1)).as("two are in flight").isZero();
  }

  @Test
  void whatIsInFlightIsNeededByNoOtherBatch() {
    apart.open();
    enter(apart, List.of("a b", "b c"));
    List<Queued<String, String>> first = leavesApart("a b", "b c");
    enter(apart, List.of("c d", "e f", "f d", "a", "g"));
    List<Queued<String, String>> second = leavesApart("e f", "g");
    leavesApart();
    apart.landed(first);
    List<Queued<String, String>> third = leavesApart("c d", "a");
    apart.landed(second);
    leavesApart();
    apart.landed(third);
    leavesApart("f d");
  }

  @Test
  void aSmallBatchDoesNotLeaveBesideALargeOne() {
    apart.open();
    enter(apart, Collections.nCopies(9, "a"));
    List<Queued<String, String>> large = apart.next(START);
    enter(apart, List.of("b", "c", "a"));
    leavesApart();
    enter(apart, List.of("d"));
    leavesApart();
    enter(apart, List.of("e", "f"));
    List<Queued<String, String>> beside = leavesApart("b", "c", "d", "e", "f");
    apart.landed(beside);
    apart.landed(large);
    leavesApart("a");
  }

  @Test
  void runsWhenTheLastBatchHasLanded() {
    apart.open();
    enter(apart, List.of("a", "a"));
    List<Queued<String, String>> batch = apart.next(START);
    AtomicBoolean empty = new AtomicBoolean();
    apart.close(() -> empty.set(true));
    assertThat(empty).isFalse();
    apart.landed(batch);
    assertThat(empty).isTrue();
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

  @Test
  void closesWhenAllThatWaitedHaveGoneOrWereLate() {
    AtomicBoolean gone = new AtomicBoolean();
    Mono.<String>create(caller -> queue.enter(new Queued<>("item", caller, START)))
        .subscribe()
        .dispose();
    queue.close(() -> gone.set(true));
    assertThat(gone).isFalse();
    assertThat(queue.next(START)).isEmpty();
    assertThat(gone).isTrue();

    AtomicBoolean late = new AtomicBoolean();
    queue.open();
    enter(1);
    queue.close(() -> late.set(true));
    assertThat(late).isFalse();
    assertThat(queue.late(Duration.ofMillis(1), START + 2_000_000)).hasSize(1);
    assertThat(late).isTrue();
  }
}
