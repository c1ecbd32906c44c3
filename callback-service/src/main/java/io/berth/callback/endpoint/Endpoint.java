package io.berth.callback.endpoint;

import io.berth.dialect.http.HttpUrl;

/**
 * Address at which an app is notified. The app is part of it: an app that aims its callbacks at
 * another's server must not be able to close that server's breaker to the other.
 *
 * @param origin scheme, host and port
 */
public record Endpoint(String appId, String origin) {

  public static Endpoint of(String appId, HttpUrl target) {
    return new Endpoint(appId, target.origin());
  }
}
