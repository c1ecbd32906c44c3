package io.berth.did.developer;

import io.berth.dialect.setting.Setting;
import io.berth.service.json.BerthJson;
import io.berth.service.key.Randomness;
import java.util.HexFormat;

/** Generates secrets. */
final class NewSecrets {
  private static final int BYTES = 20;

  private NewSecrets() {}

  /** 160 bits as 40 lower-case hex characters, which every protocol takes. */
  static String secret() {
    return HexFormat.of().formatHex(Randomness.bytes(BYTES));
  }

  /**
   * @throws IllegalStateException where the dialect wants secrets of another form
   */
  static String of(Setting setting) {
    String secret = secret();
    String problem = setting.problem().apply(BerthJson.mapper().valueToTree(secret));
    if (problem != null) {
      throw new IllegalStateException(setting.name() + " " + problem);
    }
    return secret;
  }
}
