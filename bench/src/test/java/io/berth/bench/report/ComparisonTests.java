package io.berth.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTests {

  private static final Row EARLIER = rate("gateway", 900, 880, 920);

  @Test
  void comparesRatiosBecauseMachinesDiffer() {
    Row onASlowMachine =
        Row.of("gateway", "requests/s", new Spread(450, 440, 460)).beside(Spread.of(500));

    assertThat(hasFallen(EARLIER, onASlowMachine)).isFalse();
  }

  @Test
  void seesAFallOfMoreThanTheRoundsDiffer() {
    assertThat(hasFallen(EARLIER, rate("gateway", 840, 830, 850))).isTrue();
    assertThat(hasFallen(EARLIER, rate("gateway", 870, 860, 880))).isFalse();
  }

  @Test
  void allowsARunWhoseRoundsDifferMuchMore() {
    assertThat(hasFallen(EARLIER, rate("gateway", 800, 700, 910))).isFalse();
  }

  @Test
  void takesNoSmallChangeForAFall() {
    assertThat(hasFallen(rate("gateway", 900, 900, 900), rate("gateway", 860, 860, 860))).isFalse();
  }

  @Test
  void callsATimeThatGrowsWorse() {
    Row fast = Row.of("start", "s", new Spread(5, 4.9, 5.1));
    Row slow = Row.of("start", "s", new Spread(6, 5.9, 6.1));

    assertThat(hasFallen(fast, slow)).isTrue();
    assertThat(hasFallen(slow, fast)).isFalse();
  }

  @Test
  void pairsLatenciesAtLikeRatesOnly() {
    Row earlier = Row.of("gateway, at 900/s", "p99 ms", Spread.of(1));

    assertThat(Comparison.of(List.of(earlier), List.of(latencyAt("1,200/s")))).hasSize(1);
    assertThat(Comparison.of(List.of(earlier), List.of(latencyAt("5,000/s")))).isEmpty();
    assertThat(Comparison.of(List.of(earlier), List.of(latencyAt("300/s")))).isEmpty();
  }

  private static Row latencyAt(String rate) {
    return Row.of("gateway, at " + rate, "p99 ms", Spread.of(2));
  }

  @Test
  void leavesOutWhatOneRunAloneHas() {
    Row withoutReference = Row.of("gateway", "requests/s", Spread.of(900));

    assertThat(Comparison.of(List.of(EARLIER), List.of(withoutReference, rate("payout", 1, 1, 1))))
        .isEmpty();
  }

  @Test
  void readsWhatTheReportHasWritten() {
    List<Row> rows = List.of(EARLIER, Row.of("start", "s", new Spread(5, 4.9, 5.1)));

    assertThat(Report.rows(Report.json(rows))).isEqualTo(rows);
  }

  @Test
  void readsFilesFromBeforeThereWereSpreads() {
    assertThat(
            Report.rows(
                """
                [{"row":"start","unit":"s","reference":null,"ours":5.5,"ratio":null,"goal":"< 6.00","met":true}]
                """))
        .containsExactly(Row.of("start", "s", Spread.of(5.5)));
  }

  @Test
  void refusesAnotherFile() {
    assertThatThrownBy(() -> Report.rows("[{\"name\":1}]"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Report.rows("no JSON")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsBothRunsAndTheChange() {
    List<Comparison> pairs =
        Comparison.of(List.of(EARLIER), List.of(rate("gateway", 720, 710, 730)));

    assertThat(Comparison.markdown(pairs))
        .contains(
            "| gateway | ratio, requests/s | 0.900 (0.880–0.920) | 0.720 (0.710–0.730) | -20 % | WORSE |");
  }

  private static boolean hasFallen(Row earlier, Row now) {
    return Comparison.of(List.of(earlier), List.of(now)).getFirst().hasFallen();
  }

  /** Beside a reference of 1,000. */
  private static Row rate(String name, double median, double min, double max) {
    return Row.of(name, "requests/s", new Spread(median, min, max)).beside(Spread.of(1_000));
  }
}
