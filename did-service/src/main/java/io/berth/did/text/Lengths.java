package io.berth.did.text;

/** Counts what people see as characters: code points, not UTF-16 units. */
public final class Lengths {

  private Lengths() {}

  public static int of(String text) {
    return text.codePointCount(0, text.length());
  }

  public static boolean isBetween(int least, int most, String text) {
    int length = of(text);
    return length >= least && length <= most;
  }
}
