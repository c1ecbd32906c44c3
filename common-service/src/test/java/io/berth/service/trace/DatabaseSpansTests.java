package io.berth.service.trace;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/**
 * Tests that statements of untraced requests are left alone; a story tests those of traced ones.
 */
class DatabaseSpansTests {

  @Test
  void aStatementOfARequestThatIsNotTracedNeedsNoAccessLog() {
    DatabaseSpans spans =
        new DatabaseSpans(
            () -> {
              throw new AssertionError("not traced");
            });
    StepVerifier.create(spans.observe("select 1", Flux.just(1, 2)))
        .expectNext(1, 2)
        .verifyComplete();
  }
}
