package io.berth.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** IMF-fixdate of RFC 7231, the only form that the {@code Date} header may have. */
final class HttpDate {
  private static final int LENGTH = "Mon, 01 Jan 2018 08:08:08 GMT".length();
  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);

  private HttpDate() {}

  static @Nullable Instant parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    try {
      return LocalDateTime.parse(text, FIXDATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      return null;
    }
  }
}
