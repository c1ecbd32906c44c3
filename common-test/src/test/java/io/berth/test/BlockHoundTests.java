package io.berth.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockHoundTests {

  @Test
  void catchesWhoSleepsOnAReactiveThread() {
    Mono<Void> sleeper =
        Mono.<Void>fromRunnable(BlockHoundTests::sleep).subscribeOn(Schedulers.parallel());

    assertThatThrownBy(() -> sleeper.block(Duration.ofSeconds(10)))
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  private static void sleep() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
