package io.berth.dialect.fomo;

import java.util.regex.Pattern;

/** Patterns of parameters. */
final class FomoShapes {
  static final Pattern CLIENT_ID = Pattern.compile("[a-z][a-z0-9_.]{2,31}");
  static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");

  private FomoShapes() {}
}
