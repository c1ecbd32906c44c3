package io.berth.service.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatcherTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final Duration GATHERING = Duration.ofMillis(5);
  private static final String BAD = "bad";

  private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
  private final Sinks.Empty<Void> gate = Sinks.empty();

  @Test
  void sendsTogetherWhatArrivesMeanwhile() {
    Batcher<String, Integer> batcher = batcher(new Limits(3, 1, 100, GATHERING, MAX_WAIT));
    CompletableFuture<Integer> first = heldUp(batcher);
    List<CompletableFuture<Integer>> others =
        List.of("bb", "ccc", "bb", "dddd", "nobody").stream()
            .map(question -> batcher.ask(question).toFuture())
            .toList();
    gate.tryEmitEmpty();

    assertThat(answer(first)).isEqualTo(1);
    assertThat(others.stream().map(BatcherTests::answer)).containsExactly(2, 3, 2, 4, null);
    // Three to a batch, of which two are the same.
    assertThat(batches)
        .containsExactly(List.of("a"), List.of("bb", "ccc"), List.of("dddd", "nobody"));
  }

  @Test
  void oneBadQuestionDoesNotSpoilTheOthers() {
    Batcher<String, Integer> batcher = batcher(new Limits(100, 1, 100, GATHERING, MAX_WAIT));
    CompletableFuture<Integer> first = heldUp(batcher);
    List<CompletableFuture<Integer>> others =
        List.of("bb", BAD, "ccc", "dddd").stream()
            .map(question -> batcher.ask(question).toFuture())
            .toList();
    gate.tryEmitEmpty();

    assertThat(answer(first)).isEqualTo(1);
    assertThat(answer(others.get(0))).isEqualTo(2);
    assertThatThrownBy(() -> others.get(1).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(R2dbcDataIntegrityViolationException.class);
    assertThat(answer(others.get(2))).isEqualTo(3);
    assertThat(answer(others.get(3))).isEqualTo(4);
  }

  @Test
  void refusesWhatDoesNotFitAndDropsWhatNobodyWaitsFor() {
    Batcher<String, Integer> batcher = batcher(new Limits(1, 1, 2, GATHERING, MAX_WAIT));
    CompletableFuture<Integer> first = heldUp(batcher);
    CompletableFuture<Integer> gone = batcher.ask("gone").toFuture();
    CompletableFuture<Integer> waiting = batcher.ask("bb").toFuture();
    assertThatThrownBy(() -> batcher.ask("full").block(MAX_WAIT))
        .isInstanceOf(RejectedExecutionException.class);
    gone.cancel(true);
    gate.tryEmitEmpty();

    assertThat(answer(first)).isEqualTo(1);
    assertThat(answer(waiting)).isEqualTo(2);
    assertThat(batches).containsExactly(List.of("a"), List.of("bb"));
  }

  @Test
  void respondsToThoseThatHadToWaitForMore() {
    Batcher<String, Integer> batcher = batcher(new Limits(100, 1, 100, GATHERING, MAX_WAIT));
    gate.tryEmitEmpty();
    for (int batch = 0; batch < 20; batch++) {
      List<CompletableFuture<Integer>> many =
          Stream.of("a", "bb", "ccc", "dddd")
              .map(question -> batcher.ask(question).toFuture())
              .toList();
      assertThat(many.stream().map(BatcherTests::answer)).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void doesNotWaitForEver() {
    Batcher<String, Integer> batcher =
        batcher(new Limits(1, 1, 2, GATHERING, Duration.ofMillis(50)));
    assertThatThrownBy(() -> batcher.ask("a").block(MAX_WAIT))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  /** On its way until the gate opens. */
  private CompletableFuture<Integer> heldUp(Batcher<String, Integer> batcher) {
    CompletableFuture<Integer> first = batcher.ask("a").toFuture();
    await().until(() -> batches.size() == 1);
    return first;
  }

  /** Answers with lengths. */
  private Batcher<String, Integer> batcher(Limits limits) {
    return new Batcher<>(
        limits,
        questions -> {
          batches.add(questions);
          return gate.asMono().then(Mono.fromSupplier(() -> lengths(questions)));
        });
  }

  private static Map<String, Integer> lengths(List<String> questions) {
    if (questions.contains(BAD)) {
      throw new R2dbcDataIntegrityViolationException();
    }
    Map<String, Integer> lengths = new HashMap<>();
    questions.forEach(question -> lengths.put(question, question.length()));
    lengths.remove("nobody");
    return lengths;
  }

  private static @Nullable Integer answer(CompletableFuture<Integer> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
