package io.berth.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time, written as an ISO 8601 interval: {@code 2026-11-30T15:00:00Z/PT1H}.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record TimeSpan(Instant from, Instant to) {
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** Reads an interval; null where it is malformed, before 1970, or longer than 31 days. */
  public static @Nullable TimeSpan read(@Nullable String text) {
    int slash = text == null ? -1 : text.indexOf('/');
    if (text == null || slash < 0) {
      return null;
    }
    try {
      Instant from = Instant.parse(text.substring(0, slash));
      Duration length = Duration.parse(text.substring(slash + 1));
      return from.isBefore(Instant.EPOCH)
              || from.isAfter(LATEST)
              || !length.isPositive()
              || length.compareTo(LONGEST) > 0
          ? null
          : new TimeSpan(from, from.plus(length));
    } catch (DateTimeException | ArithmeticException malformed) {
      return null;
    }
  }

  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  @Override
  public String toString() {
    return from + "/" + Duration.between(from, to);
  }
}
