package io.berth.console.overview;

import io.berth.console.export.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the table behind a chart as rows of a CSV file. */
final class OverviewFile {

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "payments", List.of("paid", "not_paid", "before"),
          "payouts", List.of("payouts", "returns", "before"),
          "callbacks", List.of("acknowledged", "not_acknowledged", "before"),
          "latency", List.of("median_up_to_ms", "p95_up_to_ms", "p95_before_up_to_ms"),
          "refusals", List.of("requests"));

  private OverviewFile() {}

  static List<String> rows(Chart chart) {
    List<String> rows = new ArrayList<>();
    rows.add(row("slot_start", COLUMNS.getOrDefault(chart.name(), List.of())));
    chart.bars().forEach(bar -> rows.add(row(bar.at(), bar.cells())));
    return rows;
  }

  private static String row(Object first, List<?> others) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(first);
    cells.addAll(others);
    return Csv.row(cells.toArray());
  }
}
