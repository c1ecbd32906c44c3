package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartWaitTests {

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void aStartWaitsForWhatIsSlow() {
    String answer =
        StartWait.until(
            "the database",
            Duration.ofSeconds(30),
            IOException.class::isInstance,
            () -> {
              if (attempts.incrementAndGet() < 4) {
                throw new IOException("starting up");
              }
              return "here";
            });
    assertThat(answer).isEqualTo("here");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void aStartThatWaitedInVainSaysForWhat() {
    assertThatThrownBy(
            () ->
                StartWait.until(
                    "the database",
                    Duration.ofMillis(200),
                    IOException.class::isInstance,
                    () -> {
                      throw new IOException("starting up");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the database does not answer")
        .hasMessageContaining("starting up");
  }

  @Test
  void whatWillNotPassIsNotWaitedFor() {
    assertThatThrownBy(
            () ->
                StartWait.until(
                    "the database",
                    Duration.ofMinutes(2),
                    IOException.class::isInstance,
                    () -> {
                      attempts.incrementAndGet();
                      throw new SecurityException("wrong password");
                    }))
        .hasMessageContaining("the database can't be used: wrong password");
    assertThat(attempts).hasValue(1);
  }
}
