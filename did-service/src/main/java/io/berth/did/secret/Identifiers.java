package io.berth.did.secret;

import io.berth.service.key.Randomness;
import java.util.HexFormat;

/** Generates unguessable identifiers. */
public final class Identifiers {
  private Identifiers() {}

  /** 128 bits as 32 lower-case hex characters. */
  public static String hex() {
    return HexFormat.of().formatHex(Randomness.bytes(16));
  }
}
