package io.berth.dialect.wancms;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.signing.SortedMd5;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds an app's keys, during the grace period of a change too. */
final class WancmsKeys {
  private WancmsKeys() {}

  /** Accepts the current key, and the previous one while its grace period lasts. */
  static boolean matches(
      App app, String name, Map<String, String> covered, String sign, Instant now) {
    App.RotatingSecret key = app.credentials().secrets().get(name);
    if (key == null) {
      return false;
    }
    Secret previous = key.previousAt(now);
    return matches(covered, key.current(), sign)
        || (previous != null && matches(covered, previous, sign));
  }

  /** Null where the app has no such key. */
  static @Nullable String current(App app, String name) {
    App.RotatingSecret key = app.credentials().secrets().get(name);
    return key == null ? null : key.current().reveal();
  }

  private static boolean matches(Map<String, String> covered, Secret key, String sign) {
    return SortedMd5.KEY_SORTED_IN.matches(covered, key.reveal(), sign);
  }
}
