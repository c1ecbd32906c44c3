package io.berth.bench.report;

import java.util.List;

/** Median, minimum and maximum of several rounds. */
public record Spread(double median, double min, double max) {

  /**
   * @throws IllegalArgumentException if there are no rounds
   */
  public static Spread of(List<Double> rounds) {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round");
    }
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  public static Spread of(double only) {
    return new Spread(only, only, only);
  }

  Spread over(double divisor) {
    return new Spread(median / divisor, min / divisor, max / divisor);
  }

  double width() {
    return max - min;
  }

  @Override
  public String toString() {
    return min == max
        ? Figures.text(median)
        : "%s (%s–%s)".formatted(Figures.text(median), Figures.text(min), Figures.text(max));
  }
}
