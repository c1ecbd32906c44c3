package io.berth.service.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads {@code 2026-11-21T08:15:00.123456Z} by position, as {@link Instant#toString()} writes. */
final class PlainInstant {

  private static final int FRACTION = "2026-11-21T08:15:00".length();
  private static final int LONGEST_FRACTION = 9;

  private PlainInstant() {}

  /** Null where it is written in another way. */
  static @Nullable Instant parse(String text) {
    int end = text.length() - 1;
    if (end < FRACTION
        || text.charAt(end) != 'Z'
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, FRACTION);
    int nanos = end == FRACTION ? 0 : nanos(text, end);
    if ((year | month | day | hour | minute | second | nanos) < 0) {
      return null;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int nanos(String text, int end) {
    int length = end - FRACTION - 1;
    if (text.charAt(FRACTION) != '.' || length < 1 || length > LONGEST_FRACTION) {
      return -1;
    }
    int nanos = digits(text, FRACTION + 1, end);
    for (int i = length; i < LONGEST_FRACTION; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** Negative where something else is among them. */
  private static int digits(String text, int begin, int end) {
    int value = 0;
    for (int i = begin; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
