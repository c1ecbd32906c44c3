package io.berth.dialect.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * IMF-fixdate of RFC 7231, the only form that the {@code Date} header may have. Read by position: a
 * {@code DateTimeFormatter} takes ten times as long, and every signed request has one.
 */
public final class HttpDate {
  private static final String PICTURE = "Mon, 01 Jan 2018 08:08:08 GMT";
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  public static @Nullable Instant parse(String text) {
    if (text.length() != PICTURE.length() || !hasPunctuation(text)) {
      return null;
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 12, 4),
              name(text, 8, MONTHS),
              number(text, 5, 2),
              number(text, 17, 2),
              number(text, 20, 2),
              number(text, 23, 2));
      return time.getDayOfWeek().getValue() == name(text, 0, DAYS)
          ? time.toInstant(ZoneOffset.UTC)
          : null;
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }

  /** Whether all separators are where the format has them. */
  private static boolean hasPunctuation(String text) {
    return text.startsWith(", ", 3)
        && text.charAt(7) == ' '
        && text.charAt(11) == ' '
        && text.charAt(16) == ' '
        && text.charAt(19) == ':'
        && text.charAt(22) == ':'
        && text.endsWith(" GMT");
  }

  /** The position among the names, from 1; 0, which is neither a day nor a month, for none. */
  private static int name(String text, int start, String names) {
    for (int i = 0; i < names.length(); i += 3) {
      if (text.regionMatches(start, names, i, 3)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  /** Out of every range where there is something else than digits. */
  private static int number(String text, int start, int digits) {
    int number = 0;
    for (int i = start; i < start + digits; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return Integer.MIN_VALUE;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
