package io.berth.console.overview;

import io.berth.api.totals.TotalsPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Slots of a period, and sums over them.
 *
 * @param since when counting began: an earlier period is not compared with
 */
record Slots(TotalsPeriod period, Instant since) {

  private static final int PERCENT = 100;

  /** Adds up what began at or after {@code from} and before {@code to}. */
  @FunctionalInterface
  interface Sum {
    long between(Instant from, Instant to);
  }

  private Duration slot() {
    return period.range().slot();
  }

  /** Adds up the period. */
  long now(Sum sum) {
    return sum.between(period.start(), period.end());
  }

  /** Adds up the period before. */
  long before(Sum sum) {
    return sum.between(period.startBefore(), period.start());
  }

  /** Whether the whole period before was counted. */
  boolean comparable() {
    return !since.isAfter(period.startBefore());
  }

  /** Compares slots that are over; in percent, null where there is nothing to compare with. */
  @Nullable Long change(Sum sum) {
    long now = sum.between(period.start(), period.end().minus(slot()));
    long before = sum.between(period.startBefore(), period.start().minus(slot()));
    return !comparable() || before == 0
        ? null
        : Math.round(PERCENT * (now - before) / (double) before);
  }

  /** One bar per slot, from its beginning and end and from those of the same slot before. */
  List<Chart.Bar> bars(BiFunction<Instant, Instant, Chart.Bar> bar) {
    return IntStream.range(0, period.range().slots())
        .mapToObj(index -> period.start().plus(slot().multipliedBy(index)))
        .map(start -> bar.apply(start, start.plus(slot())))
        .toList();
  }

  /** The sum of the same slot, one period earlier. */
  long before(Sum sum, Instant from, Instant to) {
    return sum.between(from.minus(period.range().length()), to.minus(period.range().length()));
  }

  /** Formats a rate in percent with one decimal, rounded down; null for none of nothing. */
  static @Nullable String rate(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part * PERCENT)
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.DOWN)
                .toPlainString()
            + " %";
  }
}
