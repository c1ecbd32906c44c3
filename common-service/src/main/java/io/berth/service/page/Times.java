package io.berth.service.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Formats times for templates, which find it as {@code times}. */
public record Times(Locale locale) {

  /**
   * An element that says it in UTC, for {@code th:utext}; {@code times.js} turns it into the
   * viewer's zone, which no server knows.
   */
  public String html(Instant at) {
    String utc =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(at.atOffset(ZoneOffset.UTC));
    return "<time datetime=\"%s\">%s UTC</time>".formatted(at, utc);
  }
}
