package io.berth.dialect.parameter;

/** Checks that a text can be stored, compared and sent back. */
final class StorableText {
  static final int MAX_LENGTH = 2048;

  private StorableText() {}

  /** PostgreSQL cannot hold a zero character, and half a surrogate pair is no character at all. */
  static boolean is(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
