package io.berth.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.bench.plan.Extent;
import io.berth.bench.plan.Plan;
import io.berth.standalone.cli.CommandLine;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchOptionsTests {

  @Test
  void aQuickRunIsShorterInEverything() {
    Plan quick = plan(true);
    Plan full = plan(false);

    assertThat(quick.extent()).isEqualTo(Extent.QUICK);
    assertThat(full.extent()).isEqualTo(Extent.FULL);
    assertThat(quick.warmUpSeconds()).isLessThan(full.warmUpSeconds());
    assertThat(quick.seconds()).isLessThan(full.seconds());
  }

  @Test
  void aSmokeTestOfAQuickRunIsASmokeTest() {
    assertThat(plan(true, "--smoke").extent()).isEqualTo(Extent.SMOKE);
  }

  @Test
  void aLineMayAskForMore() {
    Plan plan = plan(true, "--rounds", "7", "--seconds", "9");

    assertThat(plan.rounds()).isEqualTo(7);
    assertThat(plan.seconds()).isEqualTo(9);
    assertThat(plan(false, "--large").extent()).isEqualTo(Extent.LARGE);
  }

  @Test
  void refusesNoRounds() {
    assertThatThrownBy(() -> plan(true, "--rounds", "0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Plan plan(boolean quick, String... words) {
    CommandLine line =
        new CommandLine(
            List.of(words), Set.of("--rounds", "--seconds"), Set.of("--smoke", "--large"));
    return BenchOptions.plan(line, quick);
  }
}
