package io.berth.standalone.bootstrap;

/**
 * A position in a bootstrap file.
 *
 * @param line counts from 1
 */
record SourcePosition(String file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
