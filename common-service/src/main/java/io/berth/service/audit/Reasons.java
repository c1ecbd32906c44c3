package io.berth.service.audit;

/** Checks the reasons that people give for what they decide. */
public final class Reasons {
  private static final int LONGEST = 500;

  private Reasons() {}

  public static boolean isGiven(String reason) {
    return !reason.isBlank() && isShortEnough(reason);
  }

  /** Whether it can be stored; may be empty. */
  public static boolean isShortEnough(String reason) {
    String stripped = reason.strip();
    return stripped.codePointCount(0, stripped.length()) <= LONGEST;
  }
}
