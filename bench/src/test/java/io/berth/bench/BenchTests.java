package io.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import io.berth.standalone.cli.UserError;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTests {

  private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

  @TempDir Path folder;

  @Test
  void failsWhereAFigureHasFallen() {
    assertThat(Bench.compare(payouts(2_000), payouts(1_500), NOBODY)).isEqualTo(2);
  }

  @Test
  void succeedsWhereNoneHasFallen() {
    assertThat(Bench.compare(payouts(2_000), payouts(2_500), NOBODY)).isZero();
  }

  @Test
  void comparesSomethingOrFails() {
    assertThatThrownBy(() -> Bench.compare(List.of(), payouts(2_000), NOBODY))
        .isInstanceOf(UserError.class);
  }

  @Test
  void looksAtTheEarlierRunBeforeItMeasures() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "nothing of ours");

    assertThatThrownBy(() -> run("quick", "--compare", folder.resolve("missing").toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> run("quick", "--compare", other.toString()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQuickRunStandsAlone() {
    assertThatThrownBy(() -> run("quick", "signing")).isInstanceOf(UserError.class);
  }

  private static int run(String... words) throws Exception {
    return Bench.run(List.of(words), NOBODY);
  }

  private static List<Row> payouts(double perSecond) {
    return List.of(Row.of("payout", "payouts/s", Spread.of(perSecond)));
  }
}
