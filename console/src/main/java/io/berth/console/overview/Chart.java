package io.berth.console.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked bars over time, with the period before and the table behind them. Drawn as SVG by the
 * server: a page needs no script for it, and the policy for content allows nothing inline.
 *
 * @param name part of message keys, and of the address of the CSV file
 * @param parts how many values are stacked
 * @param bars from the earliest to the latest
 */
public record Chart(String name, int parts, List<Bar> bars) {

  /** Widths of a slot and of its bar, in units of the drawing. */
  private static final int SLOT = 10;

  private static final int BAR = 7;

  /** Height of the drawing; the width follows from the number of slots. */
  private static final double HEIGHT = 100;

  /** Height of the mark for the period before. */
  private static final double MARK = 1.5;

  /**
   * A slot of time.
   *
   * @param at its beginning
   * @param values stacked in this order
   * @param before sum of the values one period earlier
   * @param cells columns of the table, the period before last
   */
  public record Bar(Instant at, List<Long> values, long before, List<Long> cells) {

    static Bar of(Instant at, long before, Long... values) {
      List<Long> cells = new ArrayList<>(List.of(values));
      cells.add(before);
      return new Bar(at, List.of(values), before, cells);
    }

    long sum() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * A rectangle of the drawing.
   *
   * @param part index of the value, or {@code before}
   */
  public record Rect(String part, int x, double y, int width, double height) {}

  public int width() {
    return SLOT * bars.size();
  }

  /** The largest sum, at least 1. */
  public long highest() {
    return bars.stream().mapToLong(bar -> Math.max(bar.sum(), bar.before())).reduce(1, Math::max);
  }

  public boolean isEmpty() {
    return bars.stream().allMatch(bar -> bar.sum() == 0 && bar.before() == 0);
  }

  /** Draws a bar and the mark of the period before. */
  public List<Rect> rects(int index) {
    Bar bar = bars.get(index);
    int x = index * SLOT;
    List<Rect> rects = new ArrayList<>();
    double top = HEIGHT;
    for (int part = 0; part < bar.values().size(); part++) {
      double height = height(bar.values().get(part));
      top -= height;
      if (height > 0) {
        rects.add(new Rect("part-" + part, x + 1, rounded(top), BAR, rounded(height)));
      }
    }
    if (bar.before() > 0) {
      double y = Math.max(0, HEIGHT - height(bar.before()) - MARK / 2);
      rects.add(new Rect("before", x, rounded(y), SLOT - 1, MARK));
    }
    return rects;
  }

  private double height(long value) {
    return HEIGHT * value / highest();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
