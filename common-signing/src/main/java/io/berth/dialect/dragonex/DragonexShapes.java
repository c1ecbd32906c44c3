package io.berth.dialect.dragonex;

import java.util.regex.Pattern;

/** Patterns of names. */
final class DragonexShapes {
  static final Pattern TRADE_NO = Pattern.compile("[0-9A-Za-z_]{1,64}");
  static final Pattern DEVICE = Pattern.compile("[0-9A-Za-z_]{8,16}");

  private DragonexShapes() {}
}
