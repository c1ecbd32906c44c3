package io.berth.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints rows as a table and writes them as JSON. */
public final class Report {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Report() {}

  public static String markdown(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table.append("| | unit | reference | ours | ratio | goal | met |\n");
    table.append("|---|---|---:|---:|---:|---|---|\n");
    for (Row row : rows) {
      Goal goal = row.goal();
      Double ratio = row.ratio();
      table.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  row.row(),
                  row.unit(),
                  row.reference() == null ? "" : row.reference(),
                  row.ours(),
                  ratio == null ? "" : Figures.text(ratio),
                  goal == null ? "" : goal.text(),
                  yesOrNo(row.met())));
    }
    return table.toString();
  }

  private static String yesOrNo(@Nullable Boolean met) {
    return met == null ? "" : met ? "yes" : "NO";
  }

  /** Writes an array of {@code {row, unit, reference, ours, ratio, goal, met}} with medians. */
  public static String json(List<Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("row", row.row());
      one.put("unit", row.unit());
      one.put("reference", row.reference() == null ? null : row.reference().median());
      one.put("ours", row.ours().median());
      one.put("ratio", row.ratio());
      one.put("goal", row.goal() == null ? null : row.goal().text());
      one.put("met", row.met());
      all.add(one);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
