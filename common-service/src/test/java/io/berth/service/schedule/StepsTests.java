package io.berth.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StepsTests {

  @Test
  void stepsEndWithTheFirstThatDoesLessThanItMay() {
    Deque<Integer> found = new ArrayDeque<>(List.of(10, 10, 3, 10));

    StepVerifier.create(Steps.untilLess(10, () -> Mono.just(found.remove())))
        .expectNext(23L)
        .verifyComplete();

    assertThat(found).containsExactly(10);
  }

  @Test
  void aStepThatFailsIsTheLast() {
    Deque<Mono<Integer>> found =
        new ArrayDeque<>(
            List.of(Mono.just(10), Mono.error(new IllegalStateException("away")), Mono.just(1)));

    StepVerifier.create(Steps.untilLess(10, found::remove)).verifyErrorMessage("away");

    assertThat(found).hasSize(1);
  }
}
