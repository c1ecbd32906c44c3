package io.berth.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * A figure of Berth and its reference.
 *
 * @param reference null where there is none
 * @param goal null where there is none
 */
public record Row(
    String row, String unit, @Nullable Spread reference, Spread ours, @Nullable Goal goal) {

  public static Row of(String row, String unit, Spread ours) {
    return new Row(row, unit, null, ours, null);
  }

  public Row beside(Spread other) {
    return new Row(row, unit, other, ours, goal);
  }

  public Row withGoal(Goal other) {
    return new Row(row, unit, reference, ours, other);
  }

  /** What runs are compared by: multiples of the reference, or the figure where there is none. */
  Spread compared() {
    return reference == null || reference.median() == 0 ? ours : ours.over(reference.median());
  }

  /** Work per time, other than times and sizes. */
  boolean isBetterHigher() {
    return unit.endsWith("/s");
  }

  @Nullable Double ratio() {
    return reference == null || reference.median() == 0 ? null : ours.median() / reference.median();
  }

  @Nullable Boolean met() {
    return goal == null
        ? null
        : goal.met(ours.median(), reference == null ? null : reference.median());
  }
}
