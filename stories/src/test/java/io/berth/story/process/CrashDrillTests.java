package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.drill.CrashDrill;
import io.berth.standalone.service.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests with many crashes that no payout is lost or doubled; the seed repeats a run. */
@Tag("long")
@Tag("drill")
class CrashDrillTests {

  @Test
  void noCrashLosesOrDoublesAPayout() throws Exception {
    int rounds = Integer.getInteger("drill.rounds", 20);
    long seed = Long.getLong("drill.seed", Instant.now().getEpochSecond());
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream transcript = new PrintStream(output, true, StandardCharsets.UTF_8);

    int status = CrashDrill.run(rounds, Service.freeGatewayPort(), seed, transcript);

    assertThat(status).as(() -> output.toString(StandardCharsets.UTF_8)).isZero();
  }
}
