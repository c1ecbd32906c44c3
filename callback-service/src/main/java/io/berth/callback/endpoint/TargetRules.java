package io.berth.callback.endpoint;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which URLs may be called, as far as can be told without looking their host up. */
final class TargetRules {

  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private TargetRules() {}

  /** What is wrong with a URL, or null. */
  static @Nullable String problem(URI target) {
    if (!"http".equalsIgnoreCase(target.getScheme())
        && !"https".equalsIgnoreCase(target.getScheme())) {
      return "only http and https are called";
    }
    if (target.getRawUserInfo() != null) {
      return "a URL with a user name is not called";
    }
    if (target.getHost() == null) {
      return "the URL has no host";
    }
    return problem(target.getPort());
  }

  /** Mail servers and the like must not be talked to in merchants' words. */
  private static @Nullable String problem(int port) {
    boolean usual = port == -1 || port == 80 || port == 443;
    boolean unprivileged = port >= FIRST_UNPRIVILEGED_PORT && port <= 65_535;
    return usual || unprivileged ? null : "port " + port + " is not called";
  }
}
