package io.berth.service.runtime;

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
 */
@Validated
@ConfigurationProperties("berth")
public record PlatformProperties(@NotNull URI publicOrigin) {

  public PlatformProperties {
    if (publicOrigin != null && !isOrigin(publicOrigin)) {
      throw new IllegalArgumentException(
          "berth.public-origin must be http(s)://host[:port] and nothing more, not "
              + publicOrigin);
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

  /** Whether browsers reach Berth through TLS, so that cookies can be bound to it. */
  public boolean secure() {
    return "https".equals(publicOrigin.getScheme());
  }
}
