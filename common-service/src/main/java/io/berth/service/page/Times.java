package io.berth.service.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats times for templates, which find it as {@code times}.
 *
 * @param zone of the viewer; null where it is not known
 */
public record Times(Locale locale, @Nullable ZoneId zone) {

  /**
   * An element that says it in the viewer's zone, and in UTC when pointed at, for {@code th:utext}.
   * Where the zone is not known it says it in UTC, until {@code times.js} turns it into the
   * browser's zone.
   */
  public String html(Instant at) {
    String utc = localized(at, ZoneOffset.UTC, FormatStyle.SHORT) + " UTC";
    return zone == null
        ? "<time datetime=\"%s\">%s</time>".formatted(at, utc)
        : "<time datetime=\"%s\" title=\"%s\" data-local>%s</time>"
            .formatted(at, utc, localized(at, zone, FormatStyle.SHORT));
  }

  /** Formats a time to the second in the viewer's zone; null where the zone is not known. */
  public @Nullable String local(Instant at) {
    return zone == null ? null : localized(at, zone, FormatStyle.MEDIUM);
  }

  private String localized(Instant at, ZoneId in, FormatStyle time) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, time)
        .withLocale(locale)
        .format(at.atZone(in));
  }
}
