package io.berth.console.overview;

import io.berth.api.ErrorCode;
import io.berth.api.TimeSpan;
import io.berth.console.doctor.RefusalTotals;
import io.berth.console.doctor.RefusalTotals.RefusalTotal;
import io.berth.console.page.ValueFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Figures of refused requests; always of the last day.
 *
 * @param first beginning of the first hour
 */
record RefusalPart(Instant first, List<RefusalTotal> totals) {

  static final String CHART = "refusals";

  private static final Duration HOUR = Duration.ofHours(1);

  Figure figure() {
    long all = totals.stream().mapToLong(RefusalTotal::requests).sum();
    return new Figure("refusals", ValueFormat.count(all), null, null, "");
  }

  Chart chart() {
    return new Chart(
        CHART,
        1,
        IntStream.range(0, RefusalTotals.HOURS)
            .mapToObj(hour -> first.plus(HOUR.multipliedBy(hour)))
            .map(this::bar)
            .toList());
  }

  private Chart.Bar bar(Instant hour) {
    long requests =
        totals.stream()
            .filter(total -> total.hour().equals(hour))
            .mapToLong(RefusalTotal::requests)
            .sum();
    return new Chart.Bar(hour, List.of(requests), 0, List.of(requests));
  }

  private static @Nullable String link(Scope scope, String list) {
    // The list is of the last day, whatever the period.
    return scope.chosen() == null && scope.app() != null
        ? scope.app() + list
        : scope.link(list, "refused");
  }

  /** Counts refused requests of the last day, or of the chosen slot where that is an hour. */
  List<Cause> causes(Scope scope) {
    TimeSpan chosen = scope.chosen();
    if (chosen != null && !HOUR.equals(scope.period().range().slot())) {
      return List.of();
    }
    return totals.stream()
        .filter(total -> chosen == null || chosen.contains(total.hour()))
        .collect(
            Collectors.groupingBy(
                RefusalTotal::code, TreeMap::new, Collectors.summingLong(RefusalTotal::requests)))
        .entrySet()
        .stream()
        .map(entry -> cause(scope, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Cause cause(Scope scope, ErrorCode code, long requests) {
    return new Cause(
        "refusals", "console.doctor.reason." + code, requests, link(scope, "/doctor?code=" + code));
  }
}
