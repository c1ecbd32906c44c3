package io.berth.service.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.kafka.topic.TopicProperties;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class InstanceIdTests {

  @Test
  void anInstanceIsTheSameAfterARestartAndNotItsNeighbour() {
    assertThat(id(null, "8083")).isPresent().isEqualTo(id(null, "8083"));
    assertThat(id(null, "8083")).isNotEqualTo(id(null, "8084"));
    assertThat(id(null, "8083").orElseThrow()).matches("[a-zA-Z0-9._-]{1,249}");
  }

  @Test
  void aGivenIdIsMadeOneThatKafkaTakes() {
    assertThat(id("callback/1 a", "8083")).contains("callback-1-a");
  }

  /** Nothing would stay the same: a static member with a new name keeps the old one's place. */
  @Test
  void anInstanceOnAnyPortHasNone() {
    assertThat(id(null, "0")).isEmpty();
    assertThat(id(" ", "0")).isEmpty();
  }

  private static Optional<String> id(@Nullable String configured, String port) {
    return InstanceId.of(
        new TopicProperties(null, Duration.ofSeconds(1), configured),
        new MockEnvironment().withProperty("server.port", port));
  }
}
