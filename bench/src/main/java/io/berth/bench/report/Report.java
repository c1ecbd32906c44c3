package io.berth.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints rows as a table, writes them as JSON and reads that. */
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

  /**
   * Writes an array of {@code {row, unit, reference, ours, ratio, goal, met}} with medians, and the
   * lowest and highest of {@code reference} and {@code ours}.
   */
  public static String json(List<Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("row", row.row());
      one.put("unit", row.unit());
      putSpread(one, "reference", row.reference());
      putSpread(one, "ours", row.ours());
      one.put("ratio", row.ratio());
      one.put("goal", row.goal() == null ? null : row.goal().text());
      one.put("met", row.met());
      all.add(one);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static void putSpread(
      Map<String, @Nullable Object> one, String name, @Nullable Spread spread) {
    one.put(name, spread == null ? null : spread.median());
    one.put(name + "Min", spread == null ? null : spread.min());
    one.put(name + "Max", spread == null ? null : spread.max());
  }

  /**
   * Reads what {@link #json} has written, without goals. What was written before there were a
   * lowest and a highest has the median for both.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static List<Row> rows(String json) {
    try {
      List<Row> rows = new ArrayList<>();
      for (JsonNode one : JSON.readTree(json)) {
        Row row =
            Row.of(
                one.required("row").asString(),
                one.required("unit").asString(),
                spread(one, "ours"));
        rows.add(one.path("reference").isNumber() ? row.beside(spread(one, "reference")) : row);
      }
      return rows;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not written by ./berth bench: " + e.getOriginalMessage(), e);
    }
  }

  private static Spread spread(JsonNode one, String name) {
    double median = one.required(name).asDouble();
    return new Spread(
        median, one.path(name + "Min").asDouble(median), one.path(name + "Max").asDouble(median));
  }
}
