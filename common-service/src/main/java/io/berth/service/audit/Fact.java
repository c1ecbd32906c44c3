package io.berth.service.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that is so about what can be changed.
 *
 * @param shown to whoever reads the log; never a secret
 * @param compared tells whether it is still so
 */
public record Fact(String shown, String compared) {

  public static Fact of(Object value) {
    String text = value.toString();
    return new Fact(text, text);
  }

  /** One that is there or was replaced, and no more is told of it. */
  public static Fact secret(String stored) {
    return new Fact("set", stored);
  }

  /** What changed, in words; empty where nothing did. */
  static String change(@Nullable Fact before, @Nullable Fact after) {
    if (before == null) {
      return after == null ? "" : after.shown;
    } else if (after == null) {
      return before.shown + " → –";
    } else if (before.compared.equals(after.compared)) {
      return "";
    }
    return before.shown.equals(after.shown) ? "replaced" : before.shown + " → " + after.shown;
  }

  @Override
  public String toString() {
    return shown;
  }
}
