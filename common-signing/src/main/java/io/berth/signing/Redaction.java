package io.berth.signing;

/** Replaces a secret in a string to sign that people may read. */
final class Redaction {
  static final String MARK = "…";

  private Redaction() {}
}
