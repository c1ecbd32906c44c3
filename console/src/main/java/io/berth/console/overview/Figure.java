package io.berth.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * A number of an overview.
 *
 * @param name part of message keys
 * @param value formatted
 * @param before formatted value of the whole period before; null where it is not known
 * @param change in percent against the same part of the period before; null where there is none
 * @param tone {@code good} or {@code bad} change, else empty
 */
public record Figure(
    String name, String value, @Nullable String before, @Nullable Long change, String tone) {

  /** Formats the change with its sign. */
  public @Nullable String signedChange() {
    if (change == null) {
      return null;
    }
    return (change > 0 ? "+" : change < 0 ? "\u2212" : "\u00b1") + Math.abs(change) + " %";
  }
}
