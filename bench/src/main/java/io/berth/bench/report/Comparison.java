package io.berth.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure beside that of an earlier run: its ratio to the reference where it has one, since
 * machines differ, otherwise the figure itself.
 */
public record Comparison(Row earlier, Row now) {

  /** Smaller changes are none, however steady the rounds of a run were. */
  private static final double LEAST = 0.05;

  /** Rates follow from what a run could carry, so each run has its own. */
  private static final Pattern RATE = Pattern.compile("([0-9,]+)/s");

  /** Latencies at rates that differ more say nothing about each other. */
  private static final double LARGEST_RATE_RATIO = 1.5;

  /** Pairs the rows that both runs have. */
  public static List<Comparison> of(List<Row> earlier, List<Row> now) {
    List<Comparison> pairs = new ArrayList<>();
    for (Row row : now) {
      earlier.stream()
          .filter(other -> key(other).equals(key(row)) && haveLikeRates(other, row))
          .findFirst()
          .ifPresent(other -> pairs.add(new Comparison(other, row)));
    }
    return pairs;
  }

  private static String key(Row row) {
    return RATE.matcher(row.row()).replaceAll("") + row.unit() + (row.reference() == null);
  }

  private static boolean haveLikeRates(Row one, Row other) {
    double ratio = rate(one) / rate(other);
    return ratio <= LARGEST_RATE_RATIO && ratio >= 1 / LARGEST_RATE_RATIO;
  }

  private static double rate(Row row) {
    Matcher rate = RATE.matcher(row.row());
    return rate.find() ? Double.parseDouble(rate.group(1).replace(",", "")) : 1;
  }

  /** Whether the figure is worse by more than the rounds of either run differ. */
  public boolean hasFallen() {
    double before = earlier.compared().median();
    double loss = now.compared().median() - before;
    double noise = Math.max(earlier.compared().width(), now.compared().width());
    return (now.isBetterHigher() ? -loss : loss) > Math.max(noise, LEAST * before);
  }

  public static String markdown(List<Comparison> comparisons) {
    StringBuilder table = new StringBuilder();
    table.append("| | of | earlier | now | change | |\n|---|---|---:|---:|---:|---|\n");
    for (Comparison pair : comparisons) {
      double change = pair.now.compared().median() / pair.earlier.compared().median() - 1;
      table.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  pair.now.row(),
                  pair.now.reference() == null ? pair.now.unit() : "ratio, " + pair.now.unit(),
                  pair.earlier.compared(),
                  pair.now.compared(),
                  String.format(Locale.ROOT, "%+.0f %%", 100 * change),
                  pair.hasFallen() ? "WORSE" : ""));
    }
    return table.toString();
  }
}
