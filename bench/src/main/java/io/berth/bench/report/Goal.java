package io.berth.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The target of a figure. */
public sealed interface Goal {

  /** At least a multiple of the reference. */
  record TimesReference(double factor) implements Goal {}

  /** At most a multiple of the reference. */
  record AtMostTimesReference(double factor) implements Goal {}

  record AtLeast(double value) implements Goal {}

  record Below(double value) implements Goal {}

  default boolean met(double ours, @Nullable Double reference) {
    return switch (this) {
      case TimesReference(double factor) -> reference != null && ours >= factor * reference;
      case AtMostTimesReference(double factor) -> reference != null && ours <= factor * reference;
      case AtLeast(double value) -> ours >= value;
      case Below(double value) -> ours < value;
    };
  }

  default String text() {
    return switch (this) {
      case TimesReference(double factor) ->
          String.format(Locale.ROOT, "≥ %.1f × reference", factor);
      case AtMostTimesReference(double factor) ->
          String.format(Locale.ROOT, "≤ %.1f × reference", factor);
      case AtLeast(double value) -> "≥ " + Figures.text(value);
      case Below(double value) -> "< " + Figures.text(value);
    };
  }
}
