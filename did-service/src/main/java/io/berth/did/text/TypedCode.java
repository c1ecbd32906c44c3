package io.berth.did.text;

import java.text.Normalizer;

/** Reads the codes that people copy from a mail or a device. */
public final class TypedCode {

  private TypedCode() {}

  /**
   * The code without the blanks and dashes that people type or paste with it, in ASCII digits and
   * letters where it was typed full-width or in digits of another script.
   */
  public static String normal(String typed) {
    StringBuilder code = new StringBuilder(typed.length());
    Normalizer.normalize(typed, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> !isSeparator(c))
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(code::appendCodePoint);
    return code.toString();
  }

  private static boolean isSeparator(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || switch (Character.getType(c)) {
          case Character.DASH_PUNCTUATION, Character.FORMAT, Character.CONTROL -> true;
          default -> c == '\u2212';
        };
  }
}
