package io.berth.dialect.dragonex;

import io.berth.dialect.AccessKeySeal;
import io.berth.dialect.PlatformEntry;
import io.berth.dialect.Setting;
import java.util.List;

/** Settings of an app of this dialect. */
final class DragonexSettings {
  static final List<Setting> ALL =
      List.of(Setting.secretText(AccessKeySeal.SECRET), PlatformEntry.ORIENTATION);

  private DragonexSettings() {}
}
