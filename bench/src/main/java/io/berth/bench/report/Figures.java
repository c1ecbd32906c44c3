package io.berth.bench.report;

import java.util.Locale;

/** Formats numbers with three significant digits. */
final class Figures {

  private static final double WHOLE = 100;
  private static final double TENTHS = 10;

  private Figures() {}

  static String text(double value) {
    double size = Math.abs(value);
    String format = size >= WHOLE ? "%,.0f" : size >= TENTHS ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
