package io.berth.dialect.accesskey;

import io.berth.dialect.api.App;
import io.berth.dialect.api.App.RotatingSecret;
import io.berth.dialect.api.Secret;
import io.berth.signing.ResponseSignature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs responses and callbacks by headers ({@code protocols/dragonex.md}, Answers).
 *
 * @param prefix of the header names: {@code dragonex}
 */
public record AccessKeySignature(String prefix) {
  /** Name of the secret; responses of an app without one are not signed. */
  public static final String SECRET = "resp_check_key";

  /**
   * The signature's headers. While the grace period of a changed key lasts, a second one is made
   * with the previous key.
   */
  public Map<String, String> headers(App app, byte[] body, Instant now) {
    RotatingSecret secret = app.credentials().secrets().get(SECRET);
    if (secret == null) {
      return Map.of();
    }
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(prefix + "-ts", timestamp);
    headers.put(
        prefix + "-sign", ResponseSignature.sign(body, timestamp, secret.current().reveal()));
    Secret previous = secret.previousAt(now);
    if (previous != null) {
      headers.put(
          prefix + "-sign-previous", ResponseSignature.sign(body, timestamp, previous.reveal()));
    }
    return headers;
  }
}
