package io.berth.dialect.dragonex;

import io.berth.dialect.accesskey.AccessKeySignature;
import io.berth.dialect.accesskey.PlatformEntry;
import io.berth.dialect.setting.Setting;
import java.util.List;

/** Settings of an app of this dialect. */
final class DragonexSettings {
  static final List<Setting> ALL =
      List.of(
          Setting.secretText(AccessKeySignature.SECRET),
          PlatformEntry.ORIENTATION,
          PlatformEntry.LIST_SCOPES);

  private DragonexSettings() {}
}
