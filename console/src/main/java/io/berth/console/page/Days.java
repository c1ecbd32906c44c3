package io.berth.console.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads days from an address or a form. */
public final class Days {

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private Days() {}

  /** Reads a day; null where it is malformed or out of PostgreSQL's range. */
  public static @Nullable LocalDate read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text.strip());
      return day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR ? null : day;
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
