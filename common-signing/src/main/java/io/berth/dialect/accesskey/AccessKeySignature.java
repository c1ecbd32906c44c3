package io.berth.dialect.accesskey;

import io.berth.dialect.api.App;
import io.berth.dialect.api.App.RotatingSecret;
import io.berth.dialect.api.Secret;
import io.berth.signing.ResponseSignature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that prove where an answer or a callback comes from ({@code protocols/dragonex.md},
 * Answers).
 *
 * @param prefix of the header names: {@code dragonex}
 */
public record AccessKeySignature(String prefix) {
  /** The secret that an app needs for it; an app without one gets no seal. */
  public static final String SECRET = "resp_check_key";

  /** While a changed key's grace period lasts, a second seal is made with the one before. */
  public Map<String, String> headers(App app, byte[] body, Instant now) {
    RotatingSecret secret = app.credentials().secrets().get(SECRET);
    if (secret == null) {
      return Map.of();
    }
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(prefix + "-ts", timestamp);
    headers.put(
        prefix + "-sign", ResponseSignature.seal(body, timestamp, secret.current().reveal()));
    Secret previous = secret.previousAt(now);
    if (previous != null) {
      headers.put(
          prefix + "-sign-previous", ResponseSignature.seal(body, timestamp, previous.reveal()));
    }
    return headers;
  }
}
