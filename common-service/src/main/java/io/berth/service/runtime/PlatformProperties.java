package io.berth.service.runtime;

import io.berth.api.Realm;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that the whole platform shares.
 *
 * @param publicOrigin Scheme, host and, where it is not the scheme's default, port at which
 *     browsers and merchants reach the gateway; required.
 * @param testOrigin The same for the test mode: apps are tried out there with their usual ids, but
 *     keys, users and money of their own. There is no test mode where it is missing.
 */
@Validated
@ConfigurationProperties("berth")
public record PlatformProperties(@NotNull URI publicOrigin, @Nullable URI testOrigin) {

  public PlatformProperties {
    if (testOrigin != null && testOrigin.toString().isEmpty()) {
      testOrigin = null;
    }
    requireOrigin("berth.public-origin", publicOrigin);
    requireOrigin("berth.test-origin", testOrigin);
    if (testOrigin != null
        && publicOrigin != null
        && (testOrigin.equals(publicOrigin)
            || !publicOrigin.getScheme().equals(testOrigin.getScheme()))) {
      throw new IllegalArgumentException(
          "berth.test-origin must have the scheme of berth.public-origin and another host or port");
    }
  }

  private static void requireOrigin(String property, @Nullable URI origin) {
    if (origin != null && !isOrigin(origin)) {
      throw new IllegalArgumentException(
          property + " must be http(s)://host[:port] and nothing more, not " + origin);
    }
  }

  private static boolean isOrigin(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && isEmpty(uri.getRawPath())
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  /** As browsers write it, without a slash at the end. */
  public String origin() {
    return publicOrigin.toString();
  }

  public boolean hasTest() {
    return testOrigin != null;
  }

  /** The origin of a realm; that of live where there is no test mode. */
  public String origin(Realm realm) {
    return realm == Realm.TEST && testOrigin != null ? testOrigin.toString() : origin();
  }

  /** Whether browsers reach Berth through TLS, so that cookies can be bound to it. */
  public boolean secure() {
    return "https".equals(publicOrigin.getScheme());
  }
}
