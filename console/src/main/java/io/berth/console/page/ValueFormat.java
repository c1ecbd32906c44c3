package io.berth.console.page;

import io.berth.service.page.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats values for templates, which find it as {@code view}. */
public record ValueFormat(String language) {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Read by people without JavaScript; the others see their own zone's time. */
  public String utc(Instant at) {
    return UTC.format(at);
  }

  /** Exact, as it is stored, without zeros that say nothing. */
  public String amount(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** One after the other, for people. */
  public String joined(Collection<?> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** One per line, for a form. */
  public String lines(Collection<String> items) {
    return String.join("\n", items);
  }

  /** For the other forms of a page on which one was refused. */
  public Map<String, String> noProblems() {
    return Map.of();
  }

  /** The name in the reader's language, or one close to it. */
  public String name(Map<String, String> names, String otherwise) {
    return Names.in(language, names, otherwise);
  }
}
