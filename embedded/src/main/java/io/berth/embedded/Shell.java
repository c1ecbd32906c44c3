package io.berth.embedded;

/** Writes text for a POSIX shell. */
final class Shell {

  private Shell() {}

  /** Returns a word that the shell reads as this text, whatever is in it. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
