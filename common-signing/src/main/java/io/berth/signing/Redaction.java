package io.berth.signing;

/** How a secret looks in a string to sign that people may read. */
final class Redaction {
  static final String MARK = "…";

  private Redaction() {}
}
