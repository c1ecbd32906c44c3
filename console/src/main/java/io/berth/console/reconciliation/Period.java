package io.berth.console.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Whole days in UTC.
 *
 * @param first inclusive
 * @param last inclusive
 */
record Period(LocalDate first, LocalDate last) {

  /** What the query says; this month where it says nothing of use. */
  static Period of(ServerRequest request) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate first = day(request, "from", YearMonth.from(today).atDay(1));
    LocalDate last = day(request, "to", today);
    return last.isBefore(first) ? new Period(last, first) : new Period(first, last);
  }

  private static LocalDate day(ServerRequest request, String name, LocalDate otherwise) {
    try {
      LocalDate day =
          request
              .queryParam(name)
              .filter(t -> !t.isBlank())
              .map(LocalDate::parse)
              .orElse(otherwise);
      boolean sane = day.getYear() >= 2000 && day.getYear() <= 2999;
      return sane ? day : otherwise;
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  Instant from() {
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant to() {
    return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
