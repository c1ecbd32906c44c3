package io.berth.callback.app;

import io.berth.dialect.Dialect;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;

/** The app of a command's caller, with its dialect. */
public record CallerApp(App app, Dialect dialect, String requestId) {

  public String id() {
    return app.appId();
  }

  public Callbacks callbacks() {
    return dialect.callbacks();
  }
}
