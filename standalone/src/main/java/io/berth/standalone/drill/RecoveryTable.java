package io.berth.standalone.drill;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of scenarios, as a table. */
final class RecoveryTable {

  private static final String LINE = "%-26s %-12s %-12s %s";

  /**
   * @param faults how many there were
   * @param recovery the longest one
   */
  private record Row(int faults, Recovery recovery, boolean passed) {

    Row and(Row other) {
      return new Row(
          faults + other.faults, recovery.longest(other.recovery), passed && other.passed);
    }
  }

  private final Map<Scenario, Row> rows = new EnumMap<>(Scenario.class);
  private final Map<Scenario, String> skipped = new EnumMap<>(Scenario.class);

  void add(Scenario scenario, Recovery recovery, boolean agrees) {
    rows.merge(scenario, new Row(1, recovery, agrees && recovery.isWhole()), Row::and);
  }

  void skipped(Scenario scenario, String reason) {
    skipped.put(scenario, reason);
  }

  boolean hasPassed() {
    return rows.values().stream().allMatch(Row::passed);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, LINE, "scenario", "pays again", "calls back", "result"));
    rows.forEach(
        (scenario, row) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    LINE,
                    scenario.id() + (row.faults > 1 ? " (" + row.faults + " times)" : ""),
                    Recovery.seconds(row.recovery.pays()),
                    Recovery.seconds(row.recovery.callsBack()),
                    row.passed ? "all agrees" : "FAILED")));
    skipped.forEach(
        (scenario, reason) ->
            lines.add(
                String.format(Locale.ROOT, LINE, scenario.id(), "-", "-", "skipped: " + reason)));
    return lines;
  }
}
