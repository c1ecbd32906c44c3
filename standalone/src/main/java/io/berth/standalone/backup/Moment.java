package io.berth.standalone.backup;

import io.berth.standalone.cli.UserError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

/** Reads a time of the command line: ISO 8601, in the given zone where it names no other. */
final class Moment {

  private Moment() {}

  static Instant parse(String text, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime exact
          ? exact.toInstant()
          : LocalDateTime.from(parsed).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new UserError(
          "--at needs a time such as 2026-11-30T08:15:00Z or 2026-11-30T08:15:00, not " + text);
    } catch (DateTimeException e) {
      throw new UserError("--at: " + e.getMessage());
    }
  }
}
