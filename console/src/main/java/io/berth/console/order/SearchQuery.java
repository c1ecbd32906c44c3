package io.berth.console.order;

import io.berth.api.TimeSpan;
import io.berth.api.totals.TotalsRange;
import io.berth.console.page.Days;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads the filter in a page's address; a malformed value counts as absent. */
record SearchQuery(Map<String, String> values) {

  /** Numbers of rows that a page may have. */
  static final List<Integer> SIZES = List.of(25, 50, 100);

  static SearchQuery of(ServerRequest request, String... names) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      String value = request.queryParam(name).orElse("").strip();
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
    return new SearchQuery(values);
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  @Nullable Long number(String name) {
    String value = values.get(name);
    try {
      return value == null ? null : Long.valueOf(value);
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String value = values.get(name);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value))
        .findFirst()
        .orElse(null);
  }

  /** Reads how many rows the page has. */
  int size() {
    Long asked = number("size");
    return asked != null && SIZES.contains(asked.intValue()) ? asked.intValue() : SIZES.getFirst();
  }

  /** Reads a day as its start in UTC. */
  @Nullable Instant day(String name, int plusDays) {
    LocalDate day = Days.read(values.get(name));
    return day == null ? null : day.plusDays(plusDays).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Reads the beginning of the period: a relative one, else a day; the later where both are. */
  @Nullable Instant from(Instant now) {
    TotalsRange period = choice("period", TotalsRange.class);
    Instant day = day("from", 0);
    if (period == null) {
      return day;
    }
    Instant start = now.minus(period.length());
    return day != null && day.isAfter(start) ? day : start;
  }

  /** Reads a span of time. */
  @Nullable TimeSpan span(String name) {
    return TimeSpan.read(values.get(name));
  }

  /** Returns this query without some of its values. */
  SearchQuery without(String... names) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(List.of(names));
    return new SearchQuery(others);
  }

  /** Returns the address of this query with one value changed. */
  String with(String name, Object value) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(name, value.toString());
    return new SearchQuery(all).address();
  }

  /** Formats the query for a link. */
  String address() {
    return "?"
        + values.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }
}
