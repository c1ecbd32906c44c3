package io.berth.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

  private static final Row BESIDE =
      Row.of("gateway", "requests/s", Spread.of(List.of(900.0, 700.0, 800.0)))
          .beside(Spread.of(List.of(1_000.0, 1_000.0)))
          .withGoal(new Goal.TimesReference(0.8));
  private static final Row ALONE = Row.of("start", "s", Spread.of(7.5)).withGoal(new Goal.Below(6));

  @Test
  void showsMediansWithTheLowestAndTheHighest() {
    assertThat(Report.markdown(List.of(BESIDE, ALONE)))
        .contains(
            "| gateway | requests/s | 1,000 | 800 (700–900) | 0.800 | ≥ 0.8 × reference | yes |")
        .contains("| start | s |  | 7.50 |  | < 6.00 | NO |");
  }

  @Test
  void writesOneObjectPerRowForPrograms() {
    JsonNode rows = JsonMapper.shared().readTree(Report.json(List.of(BESIDE, ALONE)));

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(0).propertyNames())
        .containsExactly(
            "row",
            "unit",
            "reference",
            "referenceMin",
            "referenceMax",
            "ours",
            "oursMin",
            "oursMax",
            "ratio",
            "goal",
            "met");
    assertThat(rows.get(0).get("ours").asDouble()).isEqualTo(800);
    assertThat(rows.get(0).get("ratio").asDouble()).isEqualTo(0.8);
    assertThat(rows.get(0).get("met").asBoolean()).isTrue();
    assertThat(rows.get(1).get("reference").isNull()).isTrue();
    assertThat(rows.get(1).get("met").asBoolean()).isFalse();
  }

  @Test
  void aGoalWithoutItsReferenceIsNotMet() {
    Row row = Row.of("gateway", "requests/s", Spread.of(1)).withGoal(new Goal.TimesReference(0.1));

    assertThat(row.met()).isFalse();
  }

  @Test
  void aGoalMayBeAMostOfTheReference() {
    Row row =
        Row.of("gateway", "p99 ms", Spread.of(1.2)).withGoal(new Goal.AtMostTimesReference(1.2));

    assertThat(row.met()).isFalse();
    assertThat(row.beside(Spread.of(1)).met()).isTrue();
    assertThat(row.beside(Spread.of(0.9)).met()).isFalse();
    assertThat(Report.markdown(List.of(row))).contains("≤ 1.2 × reference");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
  }
}
