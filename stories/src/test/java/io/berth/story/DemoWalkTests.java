package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.traffic.Demo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoWalkTests {

  @Test
  void aMerchantAndAPlayerWalkThroughEveryDialect() {
    RunningBerth berth = RunningBerth.get();
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    int status =
        Demo.walk(
            berth.origin(),
            berth.callbacks(),
            new PrintStream(transcript, true, StandardCharsets.UTF_8));
    assertThat(status).as(() -> transcript.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** Host and credentials are all that a merchant changes. */
  @Test
  void theSameMerchantWalksThroughEveryDialectInTest() {
    RunningBerth berth = RunningBerth.get();
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    int status =
        Demo.walkInTest(
            berth.testOrigin(),
            berth.callbacks(),
            new PrintStream(transcript, true, StandardCharsets.UTF_8));
    assertThat(status).as(() -> transcript.toString(StandardCharsets.UTF_8)).isZero();
  }
}
