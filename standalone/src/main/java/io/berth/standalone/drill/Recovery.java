package io.berth.standalone.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times from the end of a fault until the suite worked again.
 *
 * @param pays until the first payout sent since then was acknowledged; null where none was
 * @param callsBack until the first of their callbacks; null where none came
 */
record Recovery(@Nullable Duration pays, @Nullable Duration callsBack) {

  static final Recovery NONE = new Recovery(null, null);

  static Recovery between(Instant over, @Nullable Instant paid, @Nullable Instant called) {
    return new Recovery(
        paid == null ? null : Duration.between(over, paid),
        called == null ? null : Duration.between(over, called));
  }

  boolean isWhole() {
    return pays != null && callsBack != null;
  }

  /** Returns the longer times of both. */
  Recovery longest(Recovery other) {
    return new Recovery(longest(pays, other.pays), longest(callsBack, other.callsBack));
  }

  private static @Nullable Duration longest(@Nullable Duration one, @Nullable Duration other) {
    return Stream.of(one, other)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  static String seconds(@Nullable Duration time) {
    return time == null ? "never" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
