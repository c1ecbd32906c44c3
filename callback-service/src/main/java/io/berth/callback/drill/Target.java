package io.berth.callback.drill;

import io.berth.api.Outcome.Invalid;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.http.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks whether there is an address to call. */
final class Target {

  private Target() {}

  /**
   * What is wrong, or null.
   *
   * @param url where orders say where to call, as the developer gave it
   */
  static @Nullable Invalid problem(App app, Callbacks callbacks, @Nullable String url) {
    if (callbacks.targetAttribute() == null) {
      String own = app.links().callbackUrl();
      return own == null || own.isEmpty() ? Invalid.of("callbackUrl", "missing") : null;
    }
    if (url == null || url.isBlank()) {
      return Invalid.of("url", "missing");
    }
    return HttpUrl.parseWithOptionalScheme(url) != null ? null : Invalid.of("url", "malformed");
  }
}
