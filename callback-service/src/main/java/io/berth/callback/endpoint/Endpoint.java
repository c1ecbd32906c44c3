package io.berth.callback.endpoint;

import java.net.URI;
import java.util.Locale;

/**
 * Where an app is told. The app is part of it: an app that aims its callbacks at another's server
 * must not be able to close that server's breaker to the other.
 *
 * @param origin scheme, host and port
 */
public record Endpoint(String appId, String origin) {

  public static Endpoint of(String appId, URI target) {
    return new Endpoint(
        appId, (target.getScheme() + "://" + target.getRawAuthority()).toLowerCase(Locale.ROOT));
  }
}
