package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.drill.CrashDrill;
import io.berth.standalone.drill.ScenarioDrill;
import io.berth.standalone.service.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests with crashes and other faults that no payout is lost or doubled; the seed repeats a run.
 */
@Tag("long")
class CrashDrillTests {

  private static final Duration HOLD = Duration.ofSeconds(1);

  @Test
  void noCrashLosesOrDoublesAPayout() throws Exception {
    int rounds = Integer.getInteger("drill.rounds", 20);
    long seed = Long.getLong("drill.seed", Instant.now().getEpochSecond());
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream transcript = new PrintStream(output, true, StandardCharsets.UTF_8);

    int status = CrashDrill.run(rounds, Service.freeGatewayPort(), seed, transcript);

    assertThat(status).as(() -> output.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** Short ones, in a suite of one process; {@code ./berth drill --all} runs the others. */
  @Test
  @Tag("faults")
  void noFaultOfAServerLosesOrDoublesAPayout() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream transcript = new PrintStream(output, true, StandardCharsets.UTF_8);
    ScenarioDrill.Options options =
        new ScenarioDrill.Options(
            Service.freeGatewayPort(), Long.getLong("drill.seed", 1), HOLD, 0, false);

    int status =
        ScenarioDrill.run(
            List.of("postgres-backend-killed", "pay-partitioned", "receiver-hanging"),
            options,
            transcript);

    assertThat(status).as(() -> output.toString(StandardCharsets.UTF_8)).isZero();
  }
}
