package io.berth.console.reconciliation;

import io.berth.api.balance.StatementCommand.ReadStatement;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads a period of days from a query; pay-service knows the app's time zone. */
final class Period {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2999;

  private Period() {}

  /** Returns this month where the query has no valid days. */
  static ReadStatement of(ServerRequest request) {
    return new ReadStatement(
        day(request, "from"),
        day(request, "to"),
        request.queryParam("former").filter("true"::equals).isPresent());
  }

  private static @Nullable LocalDate day(ServerRequest request, String name) {
    try {
      LocalDate day =
          request.queryParam(name).filter(t -> !t.isBlank()).map(LocalDate::parse).orElse(null);
      boolean sane = day != null && day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
      return sane ? day : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
