package io.berth.console.overview;

import io.berth.api.TimeSpan;
import io.berth.api.totals.TotalsPeriod;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The subject of an overview.
 *
 * @param app path of the app's pages, for links; null where the overview is about more than one
 * @param chosen the slot whose causes are shown; null for those of the whole period
 */
record Scope(@Nullable String app, TotalsPeriod period, @Nullable TimeSpan chosen) {

  /**
   * @param at beginning of the chosen slot; anything else chooses none
   */
  static Scope of(@Nullable String app, TotalsPeriod period, String at) {
    return new Scope(app, period, slot(period, at));
  }

  private static @Nullable TimeSpan slot(TotalsPeriod period, String at) {
    try {
      Instant start = Instant.parse(at);
      boolean begins = start.getEpochSecond() % period.range().slot().toSeconds() == 0;
      return begins && !start.isBefore(period.start()) && start.isBefore(period.end())
          ? new TimeSpan(start, start.plus(period.range().slot()))
          : null;
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** The chosen slot, else the period. */
  TimeSpan span() {
    return chosen == null ? new TimeSpan(period.start(), period.end()) : chosen;
  }

  /**
   * Links a list of the app, narrowed to the chosen slot, else to the period.
   *
   * @param list path and query within the app's pages
   * @param parameter that narrows the list to a span
   */
  @Nullable String link(String list, String parameter) {
    if (app == null) {
      return null;
    }
    String narrowed = chosen == null ? "period=" + period.range() : parameter + '=' + chosen;
    return app + list + (list.contains("?") ? '&' : '?') + narrowed;
  }
}
