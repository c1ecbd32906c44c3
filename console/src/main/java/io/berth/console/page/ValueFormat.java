package io.berth.console.page;

import io.berth.api.Realm;
import io.berth.service.page.Names;
import io.berth.service.page.Times;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Formats values for templates, which find it as {@code view}. */
public record ValueFormat(String language, Times times) {
  /** As many decimals as an amount may have. */
  private static final String GROUPED = "#,##0.##################";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Formats a time in the viewer's zone, else in UTC. */
  public String time(Instant at) {
    return Objects.requireNonNullElseGet(times.local(at), () -> utc(at));
  }

  /** Whether times are in the viewer's zone, so that UTC has to be said beside. */
  public boolean zoned() {
    return times.zone() != null;
  }

  public String utc(Instant at) {
    return UTC.format(at);
  }

  /** Formats an exact amount without trailing zeros. */
  public String amount(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** Formats a count with its thousands grouped. */
  public static String count(long count) {
    return grouped(BigDecimal.valueOf(count));
  }

  /** Formats an exact amount with its thousands grouped, the same in every language. */
  public static String grouped(BigDecimal amount) {
    return new DecimalFormat(GROUPED, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
  }

  /** Joins values in one line. */
  public String joined(Collection<?> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Joins values, one per line. */
  public String lines(Collection<String> items) {
    return String.join("\n", items);
  }

  /** Whether this is the id of a test app. */
  public boolean isTest(String appId) {
    return Realm.of(appId) == Realm.TEST;
  }

  /** The id of an app as the protocols carry it. */
  public String publicId(String appId) {
    return Realm.publicId(appId);
  }

  /** No problems, for the other forms of a page with a rejected one. */
  public Map<String, String> noProblems() {
    return Map.of();
  }

  /** Returns the name in the reader's language, or the closest one. */
  public String name(Map<String, String> names, String otherwise) {
    return Names.in(language, names, otherwise);
  }
}
