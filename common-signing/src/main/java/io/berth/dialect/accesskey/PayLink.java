package io.berth.dialect.accesskey;

import io.berth.dialect.http.WireQuery;
import org.jspecify.annotations.Nullable;

/** The link to a pay page. */
public final class PayLink {
  private PayLink() {}

  /** The pay code in a raw query; null where there is none, or more than one. */
  public static @Nullable String code(String rawQuery) {
    String code = null;
    for (WireQuery.Pair pair : WireQuery.pairs(rawQuery)) {
      if (pair.name().equals("code")) {
        if (code != null) {
          return null;
        }
        code = WireQuery.decode(pair.rawValue());
      }
    }
    return code == null || code.isEmpty() ? null : code;
  }
}
