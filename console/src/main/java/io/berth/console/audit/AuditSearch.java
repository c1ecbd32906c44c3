package io.berth.console.audit;

import io.berth.api.audit.AuditFilter;
import io.berth.console.page.Days;
import io.berth.console.page.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The criteria of a search of the audit log.
 *
 * @param from a day in UTC, inclusive; empty for any
 * @param to a day in UTC, inclusive; empty for any
 * @param actor uid; empty for anybody
 * @param object as in {@code app/testapp}; empty for any
 * @param beforeDid entries of did-service before this id; null for the newest
 * @param beforePay entries of pay-service before this id; null for the newest
 * @param beforeCallback entries of callback-service before this id; null for the newest
 */
public record AuditSearch(
    String from,
    String to,
    String actor,
    String object,
    @Nullable Long beforeDid,
    @Nullable Long beforePay,
    @Nullable Long beforeCallback) {

  public static AuditSearch of(Form form) {
    return new AuditSearch(
        form.text("from"),
        form.text("to"),
        form.text("actor"),
        form.text("object"),
        number(form.text("did")),
        number(form.text("pay")),
        number(form.text("callback")));
  }

  /** Searches for everything that a person did. */
  public static AuditSearch by(long uid) {
    return new AuditSearch("", "", Long.toString(uid), "", null, null, null);
  }

  private static @Nullable Long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
  }

  public AuditFilter filter(@Nullable Long before, int limit) {
    LocalDate first = Days.read(from);
    LocalDate last = Days.read(to);
    return new AuditFilter(
        first == null ? null : midnight(first),
        last == null ? null : midnight(last.plusDays(1)),
        number(actor),
        object.isEmpty() ? null : object,
        before,
        limit);
  }

  /** The address of the first page of this search. */
  public UriComponentsBuilder address(String path) {
    return UriComponentsBuilder.fromPath(path)
        .queryParam("from", from)
        .queryParam("to", to)
        .queryParam("actor", actor)
        .queryParam("object", object);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
