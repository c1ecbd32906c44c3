package io.berth.dialect.ones;

import java.util.regex.Pattern;

/** Patterns of names. Real clients send {@code h5app} and {@code ios12} as device. */
final class OnesShapes {
  static final Pattern DEVICE = Pattern.compile("[0-9A-Za-z_.-]{1,64}");
  static final int MAX_OPEN_ID = 128;

  private OnesShapes() {}
}
