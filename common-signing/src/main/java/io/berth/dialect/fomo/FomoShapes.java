package io.berth.dialect.fomo;

import java.util.regex.Pattern;

/** Patterns of parameters. */
final class FomoShapes {
  static final Pattern CLIENT_ID = Pattern.compile("[a-z][a-z0-9_.]{2,31}");
  static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");
  static final Pattern TRADE_ID = Pattern.compile("[!-~]{1,64}");

  /** As people type it from a mail: with blanks, dashes or full-width digits. */
  static final Pattern TYPED_CODE = Pattern.compile("[^\\p{Cntrl}]{1,32}");

  static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  private FomoShapes() {}
}
